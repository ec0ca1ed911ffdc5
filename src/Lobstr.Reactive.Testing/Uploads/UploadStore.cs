using System.Collections.Concurrent;

namespace Lobstr.Reactive.Testing;

/// <summary>The uploads that the service knows, and the tasks of each squid.</summary>
internal sealed class UploadStore(SimulatorClock clock, LobstrSimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, SimulatedUpload> _uploads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<ulong>> _tasks = new(StringComparer.Ordinal);
    private readonly Queue<UploadScript> _nextScripts = [];
    private readonly List<ReceivedUpload> _received = [];
    private long _ids;

    public IReadOnlyList<ReceivedUpload> Received
    {
        get
        {
            lock (_gate) return [.. _received];
        }
    }

    public SimulatedUpload? Find(string id) => _uploads.GetValueOrDefault(id);

    /// <summary>What is answered about an id that there is no upload of.</summary>
    public Answer Unknown => options.ExplainUnknownIds ? Answers.UnknownUpload([.. _uploads.Keys]) : Answers.UploadNotFound;

    public string Add(UploadScript script)
    {
        while (true)
        {
            string id = NewId();
            if (TryAdd(id, script, countsOfFile: null)) return id;
        }
    }

    public bool TryAdd(string id, UploadScript script, UploadMeta? countsOfFile) =>
        _uploads.TryAdd(id, new SimulatedUpload(id, script, clock.Elapsed, countsOfFile));

    public void ScriptNext(UploadScript script)
    {
        lock (_gate) _nextScripts.Enqueue(script);
    }

    /// <summary>Takes a file, gives it an id and begins its life.</summary>
    public ReceivedUpload Receive(UploadForm form)
    {
        string id = NewId();
        UploadScript? script;
        UploadMeta meta;
        lock (_gate)
        {
            meta = Insert(form);
            _nextScripts.TryDequeue(out script);
        }

        var upload = new ReceivedUpload(id, form.Squid, form.File, meta, clock.Elapsed);
        script ??= options.UploadLife(upload)
            ?? throw new InvalidOperationException($"{nameof(LobstrSimulatorOptions.UploadLife)} returned null for {form.File.FileName}.");
        TryAdd(id, script, meta);
        lock (_gate) _received.Add(upload);
        return upload;
    }

    /// <summary>The tasks that files have brought a squid, and those that they are still about to.</summary>
    public (long Inserted, long Coming) TasksOf(string squid, TimeSpan now)
    {
        long inserted = 0;
        long coming = 0;
        foreach (ReceivedUpload file in Received.Where(file => file.Squid == squid))
        {
            SimulatedUpload upload = Find(file.Id)!;
            if (upload.InsertedAt(now) is { } count) inserted += count;
            else coming += file.Meta.Inserted;
        }

        return (inserted, coming);
    }

    private string NewId()
    {
        while (true)
        {
            string id = Ids.Of($"upload {Interlocked.Increment(ref _ids)}");
            if (!_uploads.ContainsKey(id)) return id;
        }
    }

    private UploadMeta Insert(UploadForm form)
    {
        long inserted = form.File.Distinct.Count;
        // A new squid takes the file's set as it is: of a large file it is the largest part of what is kept.
        if (!_tasks.TryAdd(form.Squid, form.File.Distinct)) inserted = form.File.Distinct.LongCount(_tasks[form.Squid].Add);
        long valid = form.File.RowCount - form.File.Invalid;
        return new UploadMeta { Valid = valid, Inserted = inserted, Duplicates = valid - inserted, Invalid = form.File.Invalid };
    }
}

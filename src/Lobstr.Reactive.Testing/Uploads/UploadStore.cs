using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>The uploads that the service knows.</summary>
internal sealed class UploadStore(TaskStore tasks, SimulatorClock clock, LobstrSimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, SimulatedUpload> _uploads = new(StringComparer.Ordinal);
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
        bool isUrls = TaskBatch.AreUrls(form.File.Columns);
        (long inserted, Func<ulong, bool> isNew) = tasks.Insert(form.Squid, isUrls, form.File.Distinct);
        UploadMeta meta = MetaOf(form.File, inserted);
        UploadScript? script;
        lock (_gate) _nextScripts.TryDequeue(out script);

        var upload = new ReceivedUpload(id, form.Squid, form.File, meta, clock.Elapsed);
        script ??= options.UploadLife(upload)
            ?? throw new InvalidOperationException($"{nameof(LobstrSimulatorOptions.UploadLife)} returned null for {form.File.FileName}.");
        TryAdd(id, script, meta);
        IReadOnlyList<string> columns = upload.Columns;
        IReadOnlyList<string>[] rows = [.. form.File.DistinctRows.Where(row => isNew(row.Hash)).Select(row => row.Cells)];
        tasks.Add(form.Squid, new TaskBatch(
            id, upload.ReceivedAt, isUrls, inserted, Find(id)!.InsertedAt, index => index < rows.Length ? TaskOf(columns, rows[index]) : null));
        lock (_gate) _received.Add(upload);
        return upload;
    }

    private string NewId()
    {
        while (true)
        {
            string id = Ids.Of($"upload {Interlocked.Increment(ref _ids)}");
            if (!_uploads.ContainsKey(id)) return id;
        }
    }

    private static UploadMeta MetaOf(TaskFileContent file, long inserted)
    {
        long valid = file.RowCount - file.Invalid;
        return new UploadMeta { Valid = valid, Inserted = inserted, Duplicates = valid - inserted, Invalid = file.Invalid };
    }

    private static JsonObject TaskOf(IReadOnlyList<string> columns, IReadOnlyList<string> cells)
    {
        var task = new JsonObject();
        // The last of two columns of a name wins.
        for (int i = 0; i < columns.Count; i++) task[columns[i]] = cells[i];
        return task;
    }
}

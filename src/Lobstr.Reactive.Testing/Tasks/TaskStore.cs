namespace Lobstr.Reactive.Testing;

/// <summary>The tasks of each squid, however they came.</summary>
internal sealed class TaskStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Squid, bool IsUrls), HashSet<ulong>> _hashes = [];
    private readonly Dictionary<string, List<TaskBatch>> _batches = new(StringComparer.Ordinal);

    /// <summary>Which of some different tasks the squid has not had yet. From now on it has had them all.</summary>
    /// <returns>How many are new, and a test of a single one.</returns>
    public (long Inserted, Func<ulong, bool> IsNew) Insert(string squid, bool isUrls, HashSet<ulong> tasks)
    {
        lock (_gate)
        {
            // A new squid takes the file's set as it is: of a large file it is the largest part of what is kept.
            if (_hashes.TryAdd((squid, isUrls), tasks)) return (tasks.Count, _ => true);
            HashSet<ulong> known = _hashes[(squid, isUrls)];
            HashSet<ulong> added = [.. tasks.Where(known.Add)];
            return (added.Count, added.Contains);
        }
    }

    public void Add(string squid, TaskBatch batch)
    {
        lock (_gate)
        {
            if (!_batches.TryGetValue(squid, out List<TaskBatch>? batches)) _batches[squid] = batches = [];
            batches.Add(batch);
        }
    }

    /// <summary>The tasks that a squid has, and how many more are on their way.</summary>
    public (TaskList Tasks, long Coming) Of(string squid, TimeSpan now)
    {
        TaskBatch[] batches = BatchesOf(squid);
        (TaskBatch Batch, long? Count)[] parts = [.. batches.Select(batch => (batch, batch.CountAt(now)))];
        var tasks = new TaskList([.. parts.Where(part => part.Count is not null).Select(part => (part.Batch, part.Count!.Value))]);
        return (tasks, parts.Where(part => part.Count is null).Sum(part => part.Batch.Coming));
    }

    /// <summary>Deletes the tasks of a kind, but for those that are still on their way.</summary>
    /// <returns>How many there were.</returns>
    public long Empty(string squid, bool isUrls, TimeSpan now)
    {
        long deleted = 0;
        // Not in the lock: what counts the tasks of a file is another's.
        foreach (TaskBatch batch in BatchesOf(squid).Where(batch => batch.IsUrls == isUrls))
        {
            if (batch.CountAt(now) is not { } count) continue;
            deleted += count;
            lock (_gate) _batches[squid].Remove(batch);
        }

        // What is sent again is not a duplicate of what is gone.
        lock (_gate) _hashes.Remove((squid, isUrls));
        return deleted;
    }

    /// <summary>A task that there is, whose squid it is, and its batch; null if there is none.</summary>
    public (string Squid, TaskBatch Batch, long Index)? Find(string id, TimeSpan now)
    {
        string[] squids;
        lock (_gate) squids = [.. _batches.Keys];
        foreach (string squid in squids)
        {
            TaskList tasks = Of(squid, now).Tasks;
            if (tasks.PlaceOf(id) is { } place && tasks.At(place) is var (batch, index)) return (squid, batch, index);
        }

        return null;
    }

    /// <summary>Deletes a single task: what is sent again is no duplicate of it.</summary>
    /// <returns>Whose it was; null if there is none.</returns>
    public string? Delete(string id, TimeSpan now)
    {
        while (Find(id, now) is var (squid, batch, index))
        {
            ulong hash = new TaskHash().Of(batch.ParametersOf(index).Select(cell => cell.Value?.ToString() ?? ""));
            lock (_gate)
            {
                // Another of its batch may have been deleted meanwhile.
                int place = _batches.TryGetValue(squid, out List<TaskBatch>? batches) ? batches.IndexOf(batch) : -1;
                if (place < 0) continue;
                batches![place] = batch.Without(index);
                if (_hashes.TryGetValue((squid, batch.IsUrls), out HashSet<ulong>? known)) known.Remove(hash);
                return squid;
            }
        }

        return null;
    }

    public void Remove(string squid)
    {
        lock (_gate)
        {
            _batches.Remove(squid);
            _hashes.Remove((squid, true));
            _hashes.Remove((squid, false));
        }
    }

    private TaskBatch[] BatchesOf(string squid)
    {
        lock (_gate) return _batches.TryGetValue(squid, out List<TaskBatch>? batches) ? [.. batches] : [];
    }
}

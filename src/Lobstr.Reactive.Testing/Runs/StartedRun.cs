namespace Lobstr.Reactive.Testing;

/// <summary>A run that somebody has started on the simulator.</summary>
public sealed class StartedRun
{
    internal StartedRun(string id, string squid, long tasks, long missedTasks, TimeSpan startedAt)
    {
        Id = id;
        Squid = squid;
        Tasks = tasks;
        MissedTasks = missedTasks;
        StartedAt = startedAt;
    }

    /// <summary>The id that the run was given.</summary>
    public string Id { get; }

    /// <summary>The squid that runs.</summary>
    public string Squid { get; }

    /// <summary>
    /// How many tasks it has: those that its squid had when it was started, which are those of the uploads that had succeeded by
    /// then, and those that were added one by one. A run that a test has added has one for each of its rows.
    /// </summary>
    public long Tasks { get; }

    /// <summary>
    /// How many tasks it misses: those of the uploads to its squid that had been received and had not ended. More than zero
    /// where somebody did not wait for SUCCESS.
    /// </summary>
    public long MissedTasks { get; }

    /// <summary>When it was started, since the simulator was made.</summary>
    public TimeSpan StartedAt { get; }

    /// <summary>When a row is found, by the service's clock; null while the run has no script yet.</summary>
    internal Func<long, DateTimeOffset>? FoundAt { get; set; }
}

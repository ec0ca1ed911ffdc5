using System.Globalization;

namespace Lobstr.Reactive;

/// <summary>
/// A watch reached its <see cref="WatchOptions.Timeout"/> before the run reached its end, or a download
/// <see cref="LobstrClientOptions.ExportTimeout"/> before the file was there.
/// </summary>
/// <remarks>
/// The run itself goes on. <see cref="Exception.InnerException"/> is the fault of the last poll, if the last poll failed,
/// and null if it was answered.
/// </remarks>
public sealed class RunTimeoutException : TimeoutException
{
    /// <summary>Makes the error of a run of no known id.</summary>
    public RunTimeoutException()
        : this(runId: "", lastRun: null, lastStats: null, TimeSpan.Zero)
    {
    }

    /// <summary>Makes the error of a run of no known id.</summary>
    /// <param name="message">What went wrong.</param>
    public RunTimeoutException(string message)
        : this(message, innerException: null)
    {
    }

    /// <summary>Makes the error of a run of no known id that another one caused.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public RunTimeoutException(string message, Exception? innerException)
        : base(message, innerException)
    {
        RunId = "";
    }

    /// <summary>Makes the error of a run.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="lastRun">The run as it was last seen, if it was.</param>
    /// <param name="lastStats">The last stats that were seen, if any were.</param>
    /// <param name="elapsed">How long the watch had lasted.</param>
    /// <param name="innerException">The fault of the last poll, if it failed.</param>
    public RunTimeoutException(string runId, Run? lastRun, RunStats? lastStats, TimeSpan elapsed, Exception? innerException = null)
        : base(Describe(runId, lastRun, lastStats, elapsed, innerException), innerException)
    {
        RunId = runId;
        LastRun = lastRun;
        LastStats = lastStats;
        Elapsed = elapsed;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The run as it was last seen; null if it was not, as when its stats were watched and had not ended.</summary>
    public Run? LastRun { get; }

    /// <summary>The last stats that were seen; null if there were none, as when the run itself was watched.</summary>
    public RunStats? LastStats { get; }

    /// <summary>How long the watch had lasted, from the subscription on; of a download, how long it had waited for the file.</summary>
    public TimeSpan Elapsed { get; }

    private static string Describe(string runId, Run? lastRun, RunStats? lastStats, TimeSpan elapsed, Exception? fault)
    {
        string what = lastRun is { IsFinal: true } ? "been exported" : "ended";
        string why = fault is null ? "" : $", and the last poll failed: {fault.Message.TrimEnd('.')}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The run '{runId}' had not {what} after {elapsed.TotalSeconds:0.###} s: {Seen(lastRun, lastStats)}{why}.");
    }

    private static string Seen(Run? run, RunStats? stats)
    {
        string reason = run?.DoneReason is { Length: > 0 } given ? $" ({given})" : "";
        string status = run is null ? "" : $"it was {(run.RawStatus.Length > 0 ? run.RawStatus : "of no status")}{reason}";
        string tasks = stats is null ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{stats.TasksDone} of {stats.TotalTasks} tasks were done");
        return status.Length + tasks.Length == 0 ? "nothing was seen of it"
            : status.Length > 0 && tasks.Length > 0 ? $"{status}, and {tasks}"
            : status + tasks;
    }
}

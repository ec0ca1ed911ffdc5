using System.Globalization;

namespace Lobstr.Reactive;

/// <summary>A watch reached its <see cref="WatchOptions.Timeout"/> before the run reached its end.</summary>
/// <remarks>
/// The run itself goes on. <see cref="Exception.InnerException"/> is the fault of the last poll, if the last poll failed,
/// and null if it was answered.
/// </remarks>
public sealed class RunTimeoutException : TimeoutException
{
    /// <summary>Makes the error of a run of no known id.</summary>
    public RunTimeoutException()
        : this(runId: "", lastStats: null, TimeSpan.Zero)
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
    /// <param name="lastStats">The last stats that were seen, if any were.</param>
    /// <param name="elapsed">How long the watch had lasted.</param>
    /// <param name="innerException">The fault of the last poll, if it failed.</param>
    public RunTimeoutException(string runId, RunStats? lastStats, TimeSpan elapsed, Exception? innerException = null)
        : base(Describe(runId, lastStats, elapsed, innerException), innerException)
    {
        RunId = runId;
        LastStats = lastStats;
        Elapsed = elapsed;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The last stats that were seen; null if there were none.</summary>
    public RunStats? LastStats { get; }

    /// <summary>How long the watch had lasted, from the subscription on.</summary>
    public TimeSpan Elapsed { get; }

    private static string Describe(string runId, RunStats? last, TimeSpan elapsed, Exception? fault)
    {
        string seen = last is null ? "no stats were seen"
            : string.Create(CultureInfo.InvariantCulture, $"{last.TasksDone} of {last.TotalTasks} tasks were done");
        string why = fault is null ? "" : $", and the last poll failed: {fault.Message}";
        return string.Create(
            CultureInfo.InvariantCulture, $"The run '{runId}' had not ended after {elapsed.TotalSeconds:0.###} s: {seen}{why}.");
    }
}

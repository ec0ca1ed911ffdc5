namespace Lobstr.Reactive;

/// <summary>What a call sends.</summary>
/// <param name="Id">The upload or run that it is about; null if there is none.</param>
/// <param name="Key">What it is about: a good answer goes to the watches of the same, too; null if there can be none.</param>
/// <param name="Timeout">How long it may be in flight without progress.</param>
/// <param name="Send">Sends it, and says so, and whenever there is progress. An error of the service is an answer; a fault of the network ends the task.</param>
/// <param name="Explain">Says more about a fault of what has been sent; null: there is nothing to add.</param>
/// <param name="IsFile">Whether it sends a file.</param>
internal sealed record CallPlan<T>(
    string? Id,
    PollKey? Key,
    TimeSpan Timeout,
    Func<IProgressSink, CancellationToken, Task<Answer<T>>> Send,
    Func<Exception, Exception>? Explain = null,
    bool IsFile = false)
    where T : class;

namespace Lobstr.Reactive;

/// <summary>What a call sends.</summary>
/// <param name="Id">The upload or run that it is about; null if there is none.</param>
/// <param name="Key">What it asks: a good answer goes to the watches of the same, too; null if there can be none.</param>
/// <param name="Timeout">How long the sending may take without progress.</param>
/// <param name="Send">Sends it, and says so, and whenever there is progress. An error of the service is an answer; a fault of the network ends the task.</param>
/// <param name="Explain">Says more about a fault of what has been sent; null: there is nothing to add.</param>
internal sealed record CallPlan<T>(
    string? Id,
    PollKey? Key,
    TimeSpan Timeout,
    Func<IProgressSink, CancellationToken, Task<Answer<T>>> Send,
    Func<Exception, Exception>? Explain = null)
    where T : class;

namespace Lobstr.Reactive;

/// <summary>What a call sends.</summary>
/// <param name="Key">What it asks: a good answer goes to the watches of the same, too; null where there can be none.</param>
/// <param name="Timeout">How long the sending may take.</param>
/// <param name="Send">Sends it. An error of the service is an answer; a fault of the network ends the task.</param>
internal sealed record CallPlan<T>(PollKey? Key, TimeSpan Timeout, Func<CancellationToken, Task<Answer<T>>> Send)
    where T : class;

namespace Lobstr.Reactive;

/// <summary>What a call sends.</summary>
/// <param name="Id">What it is about: a good answer goes to the polls about the same, too; null where there can be none.</param>
/// <param name="Timeout">How long the sending may take.</param>
/// <param name="Send">Sends it. An error of the service is an answer; a fault of the network ends the task.</param>
internal sealed record CallPlan<T>(string? Id, TimeSpan Timeout, Func<CancellationToken, Task<Answer<T>>> Send)
    where T : class;

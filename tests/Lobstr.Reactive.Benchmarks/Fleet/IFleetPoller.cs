namespace Lobstr.Reactive.Benchmarks;

/// <summary>One way to poll many uploads at a time, as programs do: each of them again some time after its answer.</summary>
internal interface IFleetPoller : IDisposable
{
    /// <summary>Polls them for a while.</summary>
    /// <param name="ids">The uploads.</param>
    /// <param name="interval">From an answer to the next request.</param>
    /// <param name="end">Cancelled when it has been enough.</param>
    Task PollAsync(IReadOnlyList<string> ids, TimeSpan interval, CancellationToken end);
}

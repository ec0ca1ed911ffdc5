namespace Lobstr.Reactive.Benchmarks;

/// <summary>A loop with <c>Task.Delay</c> for each upload.</summary>
/// <param name="create">Makes what asks about one upload.</param>
internal sealed class LoopFleet(Func<string, LoopFleet.Asker> create) : IFleetPoller
{
    /// <summary>Asks about one upload.</summary>
    /// <param name="Ask">Asks once.</param>
    /// <param name="Client">What it asks with.</param>
    internal sealed record Asker(Func<CancellationToken, Task> Ask, IDisposable Client);

    public async Task PollAsync(IReadOnlyList<string> ids, TimeSpan interval, CancellationToken end)
    {
        Asker[] askers = [.. ids.Select(create)];
        await Task.WhenAll(askers.Select(asker => LoopAsync(asker, interval, end))).ConfigureAwait(false);
    }

    public void Dispose()
    {
    }

    private static async Task LoopAsync(Asker asker, TimeSpan interval, CancellationToken end)
    {
        try
        {
            while (true)
            {
                await asker.Ask(end).ConfigureAwait(false);
                await Task.Delay(interval, end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            asker.Client.Dispose();
        }
    }
}

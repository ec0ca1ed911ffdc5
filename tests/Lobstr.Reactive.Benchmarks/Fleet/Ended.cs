namespace Lobstr.Reactive.Benchmarks;

/// <summary>Waits for a token.</summary>
internal static class Ended
{
    /// <summary>A task that ends when the token is cancelled.</summary>
    public static async Task When(CancellationToken end)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (end.Register(ended.SetResult))
            await ended.Task.ConfigureAwait(false);
    }
}

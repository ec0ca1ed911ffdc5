using System.Reactive.Disposables;

namespace Lobstr.Reactive;

/// <summary>Reads the body of an error: what it says is welcome, but the status and the headers count without it.</summary>
internal static class ErrorBodyReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads it, for five seconds at the most.</summary>
    /// <param name="content">What has the body.</param>
    /// <param name="limit">The most bytes that are of use.</param>
    /// <param name="clock">The time that counts.</param>
    /// <param name="rest">How much time there is for the request.</param>
    /// <param name="waiting">Whose own timeout, which would lose the status, is kept off until then.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The body; an empty one if it does not come or cannot be read.</returns>
    public static ValueTask<PooledBody> ReadAsync(
        HttpContent content, int limit, Clock clock, TimeSpan rest, IProgressSink waiting, CancellationToken cancellationToken)
    {
        TimeSpan patience = Clock.Max(Clock.Min(Patience, rest), TimeSpan.Zero);
        var idle = new IdleTimer(clock, patience, cancellationToken);
        ValueTask<PooledBody> reading = PooledBody.ReadAsync(content, limit, isNeeded: false, idle.Token);
        // Nearly always it is there already, and no timer is needed.
        if (!reading.IsCompleted)
            return WaitAsync(reading, idle, clock, patience, waiting, cancellationToken);
        idle.Dispose();
        return reading;
    }

    private static async ValueTask<PooledBody> WaitAsync(
        ValueTask<PooledBody> reading,
        IdleTimer idle,
        Clock clock,
        TimeSpan patience,
        IProgressSink waiting,
        CancellationToken cancellationToken)
    {
        using (idle)
        {
            try
            {
                idle.Start();
                waiting.Progressed();
                // Once more in the middle, so that the two timeouts are far apart.
                using IDisposable middle = clock.Scheduler.Schedule(
                    waiting,
                    TimeSpan.FromTicks(patience.Ticks / 2),
                    static (_, limited) => { limited.Progressed(); return Disposable.Empty; });
                return await reading.OrCancelled(idle.Token, static late => late.Dispose()).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                return default;
            }
        }
    }
}

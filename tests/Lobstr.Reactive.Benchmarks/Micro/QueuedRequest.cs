namespace Lobstr.Reactive.Benchmarks;

/// <summary>A request that is decided about and never really sent.</summary>
internal sealed class QueuedRequest(RequestQueue queue, RequestFamily family) : Request
{
    public override RequestQueue Queue => queue;

    public override RequestFamily Family => family;

    public override string? Id => null;

    public override TimeSpan? Timeout => TimeSpan.FromSeconds(30);

    public override Task? Send(CancellationToken cancellationToken) => null;

    public override void OnEnded(InFlightRequest inFlight, Task task)
    {
    }

    public override void OnTimeout(TimeoutException fault, TimeSpan sentAt, TimeSpan now)
    {
    }

    public override void OnSchedulerRefused(Exception error)
    {
    }

    public override void OnPauseTooLong(LobstrRateLimitException error)
    {
    }

    public override void OnClosed(TimeSpan now)
    {
    }
}

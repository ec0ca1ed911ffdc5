namespace Lobstr.Reactive.Tests;

/// <summary>A request that is never sent: only what decides when it would be.</summary>
/// <param name="name">For messages.</param>
/// <param name="bornAt">When what it is about began.</param>
/// <param name="isFile">Whether it is a file.</param>
internal sealed class StubRequest(string name, double bornAt = 0, bool isFile = false) : Request
{
    public override RequestQueue Queue => throw new NotSupportedException();

    public override RequestFamily Family { get; } = new("tasks", new RequestBudget(cap: null, defaultLimit: 90, TimeSpan.FromMinutes(1)));

    public override string? Id => name;

    public override bool IsFile => isFile;

    public override TimeSpan? Timeout => null;

    public override TimeSpan AgeAt(TimeSpan now) => now - TimeSpan.FromSeconds(bornAt);

    public override string ToString() => name;

    public override Task? Send(CancellationToken cancellationToken) => throw new NotSupportedException();

    public override void OnEnded(InFlightRequest inFlight, Task task) => throw new NotSupportedException();

    public override void OnTimeout(TimeoutException fault, TimeSpan sentAt, TimeSpan now) => throw new NotSupportedException();

    public override void OnSchedulerRefused(Exception error) => throw new NotSupportedException();

    public override void OnPauseTooLong(LobstrRateLimitException error) => throw new NotSupportedException();

    public override void OnClosed(TimeSpan now) => throw new NotSupportedException();
}

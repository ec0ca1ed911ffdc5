using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Testing;

/// <summary>The time of the service: a stopwatch on the scheduler, and an epoch of its own for dates.</summary>
internal sealed class SimulatorClock
{
    private static readonly DateTimeOffset OldestPlausible = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset DefaultEpoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IStopwatch _stopwatch;
    private readonly DateTimeOffset _start;

    public SimulatorClock(IScheduler scheduler, LobstrSimulatorOptions options)
    {
        Scheduler = scheduler;
        _stopwatch = scheduler.StartStopwatch();
        _start = (options.Epoch ?? EpochOf(scheduler.Now)) + options.ClockSkew;
    }

    public IScheduler Scheduler { get; }

    public TimeSpan Elapsed => _stopwatch.Elapsed;

    public DateTimeOffset DateAt(TimeSpan elapsed) => _start + elapsed;

    private static DateTimeOffset EpochOf(DateTimeOffset now) => now < OldestPlausible
        ? DefaultEpoch
        : DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
}

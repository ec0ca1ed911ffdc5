using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>A test scheduler and the transcript of what happens on it.</summary>
public abstract class VirtualRun
{
    // Each piece of work costs a tick; a transcript is exact at the millisecond.
    private const long Slack = TimeSpan.TicksPerMillisecond / 2 - 1;

    protected VirtualRun() => Transcript = new(Scheduler);

    public TestScheduler Scheduler { get; } = new();

    public Transcript Transcript { get; }

    /// <summary>Runs everything that is due up to an instant, in seconds since the beginning.</summary>
    public void RunTo(double seconds) => Scheduler.AdvanceTo(TimeSpan.FromSeconds(seconds).Ticks + Slack);

    /// <summary>Runs up to an instant at which an exception leaves an action; gives that exception.</summary>
    public Exception? RunToException(double seconds)
    {
        Exception? thrown = Record.Exception(() => RunTo(seconds));
        Scheduler.Stop();
        return thrown;
    }

    /// <summary>Does something at an instant.</summary>
    public void At(double seconds, Action action) =>
        Scheduler.ScheduleAbsolute(action, TimeSpan.FromSeconds(seconds).Ticks + Slack / 2, (_, run) =>
        {
            run();
            return System.Reactive.Disposables.Disposable.Empty;
        });

    /// <summary>The whole transcript is this.</summary>
    public void Says(string expected) => Assert.Equal(expected, Transcript.ToString());
}

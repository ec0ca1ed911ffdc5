using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one that refuses some of the work that it is given, as one does that is being shut down.</summary>
public sealed class RefusingScheduler(IScheduler inner) : SchedulerOver(inner)
{
    private int _calls;

    /// <summary>Whether it refuses a call of Schedule, by the number of the call, from 1.</summary>
    public Func<int, bool> Refuses { get; set; } = _ => false;

    /// <summary>How often work was given to it.</summary>
    public int Calls => _calls;

    /// <summary>What it throws.</summary>
    public InvalidOperationException Refusal { get; } = new("The scheduler of the test takes no more work.");

    protected override void OnScheduling(TimeSpan? dueTime)
    {
        if (Refuses(Interlocked.Increment(ref _calls)))
            throw Refusal;
    }
}

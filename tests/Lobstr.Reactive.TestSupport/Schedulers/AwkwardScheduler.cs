using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// A scheduler over another one that has the flaws of real ones: it refuses long delays, as DefaultScheduler does, and its
/// wall clock can jump, as real ones do, while its stopwatch and its delays go on undisturbed.
/// </summary>
public sealed class AwkwardScheduler(IScheduler inner) : SchedulerOver(inner)
{
    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan Jump { get; set; }

    /// <summary>The longest delay that is not refused.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.MaxValue;

    public override DateTimeOffset Now => base.Now + Jump;

    protected override void OnScheduling(TimeSpan? dueTime) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime.GetValueOrDefault(), LongestDelay);
}

using System.Reactive.Concurrency;

namespace Lobstr.Reactive;

/// <summary>
/// The time of a scheduler. Instants are spans on its stopwatch: a wall clock that jumps, or one that starts in the year 1,
/// cannot disturb them.
/// </summary>
internal sealed class Clock(IScheduler scheduler)
{
    private readonly IStopwatch _stopwatch = scheduler.StartStopwatch();

    /// <summary>An instant that never comes.</summary>
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    /// <summary>Shorter than the longest delay of any scheduler: what is longer is waited out in parts.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    public IScheduler Scheduler { get; } = scheduler;

    /// <summary>The end of the calendar, after which no scheduler gets.</summary>
    public TimeSpan MaxInstant { get; } = DateTimeOffset.MaxValue - scheduler.Now;

    /// <summary>The instant that it is.</summary>
    public TimeSpan Elapsed => _stopwatch.Elapsed;

    public static TimeSpan AddSaturating(TimeSpan instant, TimeSpan delay) =>
        delay > Never - instant ? Never : instant + delay;

    public static DateTimeOffset AddSaturating(DateTimeOffset date, TimeSpan delay) =>
        delay > DateTimeOffset.MaxValue - date ? DateTimeOffset.MaxValue : date + delay;

    public static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    public static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

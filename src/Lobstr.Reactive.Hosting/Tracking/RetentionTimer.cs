using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Hosting;

/// <summary>Forgets handled uploads when they have been kept for long enough.</summary>
internal sealed class RetentionTimer(UploadRegister register, IScheduler scheduler, TimeSpan retention)
{
    // No scheduler takes every delay, and the wall clock that dates are read from may be set.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TrackedEntry, DateTimeOffset> _kept = new();
    private bool _isSet;

    /// <summary>Keeps an upload that was handled for as long as it is to be kept.</summary>
    public void Keep(TrackedEntry entry)
    {
        (bool isKept, DateTimeOffset changedAt) = register.Under(entry, static current =>
            (IsToBeForgotten(current), current.State.Upload.ChangedAt));
        if (!isKept)
            return;
        lock (_lock)
            _kept.Enqueue(entry, changedAt);
        SetTimer();
    }

    private void SetTimer()
    {
        DateTimeOffset now = scheduler.Now;
        TimeSpan delay;
        lock (_lock)
        {
            if (_isSet || !_kept.TryPeek(out _, out DateTimeOffset changedAt))
                return;
            _isSet = true;
            TimeSpan kept = Clock.Max(TimeSpan.Zero, now - changedAt);
            delay = Clock.Max(TimeSpan.Zero, Clock.Min(LongestDelay, retention - kept));
        }
        scheduler.TryScheduleWithoutContext(this, delay, static timer => timer.Sweep(), out _);
    }

    private void Sweep()
    {
        DateTimeOffset now = scheduler.Now;
        List<TrackedEntry> due = [];
        lock (_lock)
        {
            _isSet = false;
            while (_kept.TryPeek(out _, out DateTimeOffset changedAt) && now - changedAt >= retention)
                due.Add(_kept.Dequeue());
        }
        foreach (TrackedEntry entry in due)
        {
            if (register.Under(entry, IsToBeForgotten))
                register.Remove(entry);
        }
        SetTimer();
    }

    // One that may have been sent is never forgotten by itself, handled or not.
    private static bool IsToBeForgotten(TrackedEntry entry) =>
        !entry.IsForgotten && entry.State.Upload is { IsHandled: true, State: not TrackedUploadState.MayHaveBeenSent };
}

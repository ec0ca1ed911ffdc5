using System.Reactive.Disposables;

namespace Lobstr.Reactive;

/// <summary>Cancels what does not move, on the scheduler's time.</summary>
internal sealed class IdleTimer : IDisposable
{
    private const long Paused = -1;

    private readonly Clock _clock;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _cancellation;
    private readonly SerialDisposable _timer = new();
    private long _touchedAt;

    public IdleTimer(Clock clock, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _clock = clock;
        _timeout = timeout;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public CancellationToken Token => _cancellation.Token;

    public bool IsExpired { get; private set; }

    /// <summary>Why the scheduler does not watch any more; null while it does.</summary>
    public Exception? Refusal { get; private set; }

    /// <summary>From now on it counts.</summary>
    public void Start()
    {
        Touch();
        Wait(_timeout);
    }

    /// <summary>Something moves, and from now on it is expected to.</summary>
    public void Touch() => Volatile.Write(ref _touchedAt, _clock.Elapsed.Ticks);

    /// <summary>Until the next <see cref="Touch"/> nothing needs to move.</summary>
    public void Pause() => Volatile.Write(ref _touchedAt, Paused);

    public void Dispose()
    {
        _timer.Dispose();
        _cancellation.Dispose();
    }

    private void Wait(TimeSpan delay)
    {
        // After the end of the calendar nothing is given up.
        if (delay > _clock.MaxInstant - _clock.Elapsed)
            return;
        // Kept before it is set: a timer that fires early, and at once, sets the next one, which this one must not replace.
        var kept = new SingleAssignmentDisposable();
        _timer.Disposable = kept;
        Refusal = _clock.Scheduler.TrySchedule(this, Clock.Min(delay, Clock.LongestDelay), static idle => idle.OnTimer(), out IDisposable? timer);
        kept.Disposable = timer ?? Disposable.Empty;
        if (Refusal is not null)
            Cancel();
    }

    private void OnTimer()
    {
        long touchedAt = Volatile.Read(ref _touchedAt);
        TimeSpan rest = touchedAt is Paused ? _timeout : TimeSpan.FromTicks(touchedAt) + _timeout - _clock.Elapsed;
        if (rest > TimeSpan.Zero)
        {
            Wait(rest);
            return;
        }
        IsExpired = true;
        Cancel();
    }

    private void Cancel()
    {
        try
        {
            InlineTask.RunWithoutContext(_cancellation.Cancel);
        }
        catch (Exception error) when (error is ObjectDisposedException or AggregateException)
        {
            // It moved to its end just now; or a callback of somebody else's threw, who is not told here.
        }
    }
}

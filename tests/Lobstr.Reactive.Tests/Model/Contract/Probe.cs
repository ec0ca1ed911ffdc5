using System.Collections.Concurrent;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>
/// A subscription without the safety net of Rx. Notes where calls overlap, where one comes after the end or from outside the
/// scheduler, and where one begins after Dispose has returned. Dispose never blocks, so that a notification that a thread is already
/// on its way to make cannot be told from one that it makes: one may come, from an action that had begun, and no second.
/// </summary>
/// <param name="scheduler">What the stream runs on.</param>
/// <param name="violations">Where the notes go.</param>
/// <param name="name">What they are headed with.</param>
public sealed class Probe(CountingScheduler scheduler, ConcurrentQueue<string> violations, string name)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _transcript = [];
    private IDisposable? _subscription;
    private int _inside;
    private int _notifyingThread;
    private int _late;
    private volatile bool _isEnded;
    private volatile bool _isDisposing;
    private volatile bool _isForbidden;
    private long _lastAction = long.MaxValue;

    /// <summary>Inside which notification it disposes, from 1; 0: none.</summary>
    public int DisposesInside { get; init; }

    /// <summary>Called when a notification has ended the stream, or Dispose has.</summary>
    public Action WhenEnded { get; init; } = () => { };

    public int Notifications { get; private set; }

    public void SubscribeTo<T>(IObservable<T> stream)
    {
        IDisposable subscription = stream.Subscribe(new Raw<T>(this));
        Interlocked.Exchange(ref _subscription, subscription);
        if (_isDisposing)
            subscription.Dispose();
    }

    public void Dispose()
    {
        _isDisposing = true;
        Enter("dispose");
        IDisposable? subscription = Interlocked.CompareExchange(ref _subscription, null, null);
        subscription?.Dispose();
        if (subscription is not null)
        {
            Interlocked.CompareExchange(ref _lastAction, scheduler.Started, long.MaxValue);
            _isForbidden |= Volatile.Read(ref _notifyingThread) == Environment.CurrentManagedThreadId;
        }

        _ended.TrySetResult();
        WhenEnded();
    }

    public bool WaitForTheEnd(TimeSpan guard) => _ended.Task.Wait(guard);

    private void Notify(string what, bool ends)
    {
        Enter(what);
        Note(Interlocked.Increment(ref _inside) > 1, what, "inside another");
        Note(_isEnded, what, "after the end");
        Note(CountingScheduler.Current == 0, what, "outside the scheduler");
        Note(_isForbidden, what, "after Dispose inside a notification");
        if (Interlocked.Read(ref _lastAction) is var last and < long.MaxValue)
        {
            Note(CountingScheduler.Current > last, what, "from an action that began after Dispose had returned");
            Note(Interlocked.Increment(ref _late) > 1, what, "after Dispose, for the second time");
        }

        _isEnded |= ends;
        Notifications++;
        Volatile.Write(ref _notifyingThread, Environment.CurrentManagedThreadId);
        if (Notifications == DisposesInside)
            Dispose();
        Volatile.Write(ref _notifyingThread, 0);
        Interlocked.Decrement(ref _inside);
        if (ends)
        {
            _ended.TrySetResult();
            WhenEnded();
        }
    }

    // With what came before it: a race that is met once in a hundred thousand rounds is not met again for the asking.
    private void Note(bool isViolated, string what, string how)
    {
        if (isViolated)
            violations.Enqueue($"{name}: {what} {how}\n    {string.Join("\n    ", _transcript)}");
    }

    private void Enter(string what) =>
        _transcript.Enqueue($"{what}, thread {Environment.CurrentManagedThreadId}, action {CountingScheduler.Current} of {scheduler.Started}");

    private sealed class Raw<T>(Probe probe) : IObserver<T>
    {
        public void OnNext(T value) => probe.Notify("OnNext", ends: false);

        public void OnError(Exception error) => probe.Notify("OnError", ends: true);

        public void OnCompleted() => probe.Notify("OnCompleted", ends: true);
    }
}

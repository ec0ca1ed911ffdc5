namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// An observer without the safety net that Rx puts around the delegates of Subscribe: what breaks the grammar of Rx is seen
/// here. It enters a VIOLATION into the transcript where calls overlap, where one comes after the end, and where one begins
/// after Dispose has returned.
/// </summary>
public sealed class RawObserver<T>(Transcript transcript, string name = "") : IObserver<T>, IDisposable
{
    private readonly string _prefix = name.Length == 0 ? "" : name + " ";
    private readonly List<T> _values = [];
    private IDisposable? _subscription;
    private int _inside;
    private volatile bool _ended;
    private volatile bool _disposing;
    private volatile bool _disposed;

    /// <summary>Called inside OnNext, for tests that do something there.</summary>
    public Action<T>? WhenNext { get; set; }

    /// <summary>Called inside OnError.</summary>
    public Action<Exception>? WhenError { get; set; }

    /// <summary>Called inside OnCompleted.</summary>
    public Action? WhenCompleted { get; set; }

    /// <summary>What OnNext brought so far; a snapshot.</summary>
    public IReadOnlyList<T> Values
    {
        get
        {
            lock (_values)
                return [.. _values];
        }
    }

    public Exception? Error { get; private set; }

    public bool HasEnded => _ended;

    public RawObserver<T> SubscribeTo(IObservable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        transcript.Add($"{_prefix}subscribe");
        _subscription = source.Subscribe(this);
        if (_disposing)
            _subscription.Dispose();
        return this;
    }

    /// <summary>Disposes the subscription.</summary>
    public void Dispose()
    {
        transcript.Add($"{_prefix}dispose");
        _disposing = true;
        _subscription?.Dispose();
        _disposed = true;
    }

    public void OnNext(T value) => Notify($"next {Describe(value)}", ends: false, () =>
    {
        lock (_values)
            _values.Add(value);
        WhenNext?.Invoke(value);
    });

    public void OnError(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Notify($"error {error.GetType().Name}", ends: true, () =>
        {
            Error = error;
            WhenError?.Invoke(error);
        });
    }

    public void OnCompleted() => Notify("completed", ends: true, () => WhenCompleted?.Invoke());

    private void Notify(string what, bool ends, Action deliver)
    {
        Check(_ended, "after the end");
        Check(_disposed, "after Dispose returned");
        Check(Interlocked.Increment(ref _inside) > 1, "inside another notification");
        _ended |= ends;
        transcript.Add(_prefix + what);
        try
        {
            deliver();
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private void Check(bool violated, string how)
    {
        if (violated)
            transcript.Add($"{_prefix}VIOLATION: a notification {how}");
    }

    private static string Describe(T value) => value is UploadStatus status ? Describe(status) : $"{value}";

    private static string Describe(UploadStatus status) => status.Meta is { } meta
        ? $"{status.RawState} (valid {meta.Valid}, inserted {meta.Inserted}, duplicates {meta.Duplicates}, invalid {meta.Invalid})"
        : status.RawState;
}

namespace Lobstr.Reactive.TestSupport;

/// <summary>What one subscriber saw, and when, in seconds.</summary>
public sealed class WatchRecord(FleetRun run, string id) : IObserver<UploadStatus>, IDisposable
{
    private IDisposable? _subscription;

    public string Id { get; } = id;

    public double SubscribedAt { get; } = run.Now;

    public List<(double At, UploadStatus Status)> Statuses { get; } = [];

    public double? CompletedAt { get; private set; }

    public Exception? Error { get; private set; }

    public double? DisposedAt { get; private set; }

    /// <summary>Whether it has neither ended nor left.</summary>
    public bool IsAlive => CompletedAt is null && Error is null && DisposedAt is null;

    /// <summary>Called inside OnNext.</summary>
    public Action? WhenNext { get; set; }

    public void SubscribeTo(IObservable<UploadStatus> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _subscription = source.Subscribe(this);
    }

    public void OnNext(UploadStatus value)
    {
        Statuses.Add((run.Now, value));
        WhenNext?.Invoke();
    }

    public void OnError(Exception error) => Error = error;

    public void OnCompleted() => CompletedAt = run.Now;

    public void Dispose()
    {
        DisposedAt ??= run.Now;
        _subscription?.Dispose();
    }
}

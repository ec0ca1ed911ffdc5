namespace Lobstr.Reactive.Tests.Model;

/// <summary>Enters every notification into a journal, and throws or disposes where its script says so.</summary>
public sealed class ScriptedObserver(WatchSpec spec, Journal journal) : IObserver<UploadStatus>
{
    private int _notified;

    public IDisposable? Subscription { get; set; }

    public Journal Journal => journal;

    public void OnNext(UploadStatus value) => Notify($"next {Describe(value)}");

    public void OnError(Exception error) => Notify($"error {Describe(error)}");

    public void OnCompleted() => Notify("completed");

    public void Dispose()
    {
        journal.Add("dispose");
        Subscription?.Dispose();
    }

    private void Notify(string what)
    {
        journal.Add(what);
        _notified++;
        if (_notified == spec.DisposesInside)
            Dispose();
        if (_notified == spec.ThrowsAt)
            throw new ObserverException(this);
    }

    private static string Describe(UploadStatus status) => status.RawState + (status.Meta is { } meta ? $"+{meta.Valid}" : "");

    private static string Describe(Exception error) => error switch
    {
        UploadTimeoutException timeout => string.Join(' ',
        [
            timeout.GetType().Name,
            Expected.Line(timeout.Elapsed, "elapsed"),
            $"last {(timeout.LastStatus is { } last ? Describe(last) : "none")}",
            $"inner {(timeout.InnerException is { } inner ? Describe(inner) : "none")}",
        ]),
        UploadFailedException failed => $"{failed.GetType().Name} {Describe(failed.Status)}",
        ScriptedException => $"{error.GetType().Name} {error.Message}",
        // The script's own faults bear the number of their answer.
        _ when error.Message.StartsWith('#') => $"{error.GetType().Name} {error.Message}",
        _ => error.GetType().Name,
    };
}

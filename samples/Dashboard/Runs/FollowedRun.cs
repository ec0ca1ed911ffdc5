using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>A run and the one watch that all browsers share.</summary>
internal sealed class FollowedRun : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    private readonly IRuns _runs;
    private readonly IScheduler _scheduler;
    private readonly Action<FollowedRun> _onChanged;
    private readonly SingleAssignmentDisposable _watch = new();
    private readonly Lock _lock = new();
    private RunStats? _stats;
    private string? _error;

    /// <param name="run">The run as it was found or started.</param>
    /// <param name="trackingId">The upload that it was started for; null: nobody here has started it.</param>
    /// <param name="runs">Whose run it is.</param>
    /// <param name="scheduler">Waits after a fault.</param>
    /// <param name="onChanged">Is told of each change.</param>
    public FollowedRun(Run run, string? trackingId, IRuns runs, IScheduler scheduler, Action<FollowedRun> onChanged)
    {
        (Run, TrackingId, _runs, _scheduler, _onChanged) = (run, trackingId, runs, scheduler, onChanged);
    }

    public Run Run { get; private set; }

    public string? TrackingId { get; }

    public RunView View
    {
        get
        {
            lock (_lock)
                return RunView.Of(Run, _stats, _error);
        }
    }

    /// <summary>Shows it, and watches it to its end.</summary>
    public void Begin()
    {
        _onChanged(this);
        if (!Run.IsFinal)
            _watch.Disposable = Watch().Subscribe(_ => { }, error => OnError(error));
    }

    public void Dispose() => _watch.Dispose();

    // The client retries what is transient. What it gives up on is shown, and tried again after a while: the key may be rotated meanwhile.
    private IObservable<Unit> Watch() =>
        Observable.Defer(() => _runs.Watch(Run.Id).Do(OnRun).Select(_ => Unit.Default)
                .Merge(_runs.WatchStats(Run.Id).Do(OnStats).Select(_ => Unit.Default)))
            .Catch((Exception error) => OnError(error)
                ? Observable.Timer(RetryDelay, _scheduler).SelectMany(_ => Observable.Throw<Unit>(error))
                : Observable.Empty<Unit>())
            .Retry();

    private void OnRun(Run run)
    {
        lock (_lock)
            (Run, _error) = (run, null);
        _onChanged(this);
    }

    private void OnStats(RunStats stats)
    {
        lock (_lock)
            (_stats, _error) = (stats, null);
        _onChanged(this);
    }

    /// <returns>Whether it is worth another try.</returns>
    private bool OnError(Exception error)
    {
        if (error is RunFailedException failed)
        {
            OnRun(failed.Run);
            return false;
        }
        lock (_lock)
            _error = error.Message;
        _onChanged(this);
        return error is not (ObjectDisposedException or LobstrApiException { StatusCode: System.Net.HttpStatusCode.NotFound });
    }
}

using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What a client tells of its watches.</summary>
public sealed class WatchEventTests : IDisposable
{
    private readonly ServiceRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_watch_is_told_of_from_its_beginning_to_its_end()
    {
        Assert.Equal(
            ["0: up-1 watch started", "0: up-1 now PENDING", "4: up-1 now PROGRESS", "8: up-1 now FAILURE", "8: up-1 watch ended Failure UploadFailedException"],
            EventsOf(60, UploadScript.Pending(TimeSpan.FromSeconds(3)).Progress(TimeSpan.FromSeconds(2)).Progress(TimeSpan.FromSeconds(3), ServiceRun.Eight).Fails()));
        // The counts came on the way, which is no other state.
        Assert.Equal(4, _run.Observer.Values.Count);
    }

    [Fact]
    public void A_watch_of_nothing_is_told_of()
    {
        Assert.Equal(["0: up-1 watch started", "0: up-1 watch ended NotFound UploadNotFoundException"], EventsOf(60, life: null));
    }

    [Fact]
    public void A_watch_that_reaches_its_deadline_is_told_of()
    {
        Assert.Equal(
            ["0: up-1 watch started", "0: up-1 now PENDING", "9: up-1 watch ended Timeout UploadTimeoutException"],
            EventsOf(60, UploadScript.StaysPending(), new() { Timeout = TimeSpan.FromSeconds(9) }));
    }

    [Fact]
    public void A_watch_that_is_left_is_told_of_once()
    {
        _run.At(5, _run.Observer.Dispose);
        _run.At(6, _run.Observer.Dispose);

        Assert.Equal(
            ["0: up-1 watch started", "0: up-1 now PENDING", "5: up-1 watch ended Cancelled"],
            EventsOf(60, UploadScript.StaysPending()));
    }

    [Fact]
    public void A_watch_that_is_left_in_its_last_notification_says_that_it_ended()
    {
        _run.Observer.WhenNext = status =>
        {
            if (status.IsTerminal)
                _run.Observer.Dispose();
        };

        Assert.Equal(
            ["0: up-1 watch started", "0: up-1 now SUCCESS", "0: up-1 watch ended Cancelled"],
            EventsOf(60, UploadScript.Succeeds()));
    }

    [Fact]
    public void The_watch_of_a_run_tells_of_each_status()
    {
        RawObserver<string> events = EventText.Listen(_run, _run.Client);
        _run.Service.AddRun("r", RunScript.Running(TimeSpan.FromSeconds(8)).Aborts());
        using IDisposable watching = _run.Client.Runs.Watch("r").Subscribe(_ => { }, _ => { });
        _run.RunTo(60);

        Assert.Equal(
            ["0: r watch started", "0: r now running", "10: r now aborted", "10: r watch ended Failure RunFailedException"],
            OfWatches(events));
    }

    [Fact]
    public void The_watch_of_its_stats_is_told_of_as_one_with_the_status_at_its_end()
    {
        RawObserver<string> events = EventText.Listen(_run, _run.Client);
        _run.Service.AddRun("r", RunScript.Running(TimeSpan.FromSeconds(8)).Aborts());
        using IDisposable watching = _run.Client.Runs.WatchStats("r").Subscribe(_ => { }, _ => { });
        _run.RunTo(60);

        Assert.Equal(["0: r watch started", "10: r now aborted", "10: r watch ended Failure RunFailedException"], OfWatches(events));
    }

    [Fact]
    public void A_watch_of_a_disposed_client_has_not_begun()
    {
        RawObserver<string> events = EventText.Listen(_run, _run.Client);
        _run.Client.Dispose();
        _run.WatchTo(60, UploadScript.StaysPending());

        Assert.Empty(events.Values);
        Assert.True(events.HasEnded);
    }

    private IEnumerable<string> EventsOf(double until, UploadScript? life, WatchOptions? options = null)
    {
        RawObserver<string> events = EventText.Listen(_run, _run.Client);
        if (life is not null)
            _run.Service.AddUpload(ServiceRun.Id, life);
        _run.Observer.SubscribeTo(_run.Client.Uploads.Watch(ServiceRun.Id, options));
        _run.RunTo(until);
        return OfWatches(events);
    }

    private static IEnumerable<string> OfWatches(RawObserver<string> events) =>
        events.Values.Where(line => line.Contains(" watch ", StringComparison.Ordinal) || line.Contains(" now ", StringComparison.Ordinal));
}

using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// A scheduler that is disposed drops what it has taken and takes nothing more. When the client is disposed after it, those end too
/// whose notification was dropped.
/// </summary>
public sealed class DroppedWorkTests : IDisposable
{
    private const string Run = """{"id":"r-1","object":"run","squid":"s-1","status":"pending","is_done":false}""";

    private readonly ClientRun _run;
    private RefusingScheduler? _scheduler;
    private bool _isGone;

    public DroppedWorkTests() => _run = new(options =>
        options with { Scheduler = _scheduler = new(options.Scheduler) { Refuses = _ => _isGone } });

    [Fact]
    public void A_watch_that_was_about_to_be_told_ends()
    {
        StopAfterTheAnswer(ClientRun.Success);
        _run.WatchTo(60);
        Assert.False(_run.Observer.HasEnded);

        DisposeBoth();

        Assert.IsType<ObjectDisposedException>(_run.Observer.Error);
    }

    [Fact]
    public async Task A_task_whose_answer_is_known_gives_it()
    {
        StopAfterTheAnswer(ClientRun.Success);
        Task<UploadStatus> answer = _run.Client.Uploads.GetStatusAsync(ClientRun.Id, TestContext.Current.CancellationToken);
        _run.RunTo(60);
        Assert.False(answer.IsCompleted);

        DisposeBoth();

        Assert.True(answer.IsCompleted);
        Assert.Equal(UploadState.Success, (await answer).State);
    }

    [Fact]
    public void A_cold_call_whose_answer_is_known_ends()
    {
        StopAfterTheAnswer(Run);
        RawObserver<Run> observer = new(_run.Transcript);
        observer.SubscribeTo(_run.Client.Runs.Start("s-1"));
        _run.RunTo(60);
        Assert.False(observer.HasEnded);

        DisposeBoth();

        Assert.True(observer.HasEnded);
    }

    [Fact]
    public void Events_that_were_about_to_be_delivered_are_and_complete()
    {
        RawObserver<LobstrEvent> events = new(_run.Transcript, "events");
        events.SubscribeTo(_run.Client.Events);
        StopAfterTheAnswer(ClientRun.Pending);
        _run.WatchTo(60);
        Assert.IsType<WatchStarted>(Assert.Single(events.Values));

        DisposeBoth();

        Assert.True(events.Values.Count > 1);
        Assert.Null(events.Error);
        Assert.True(events.HasEnded);
    }

    [Fact]
    public void On_a_scheduler_that_is_only_slow_everybody_is_told_once()
    {
        StopAfterTheAnswer(ClientRun.Success);
        RawObserver<LobstrEvent> events = new(_run.Transcript, "events");
        events.SubscribeTo(_run.Client.Events);
        _run.WatchTo(30);

        _run.Client.Dispose();
        _run.RunTo(60);

        Assert.Equal([UploadState.Success], _run.Observer.Values.Select(status => status.State));
        Assert.True(_run.Observer.HasEnded);
        Assert.True(events.HasEnded);
    }

    public void Dispose()
    {
        _run.Dispose();
        Assert.DoesNotContain("VIOLATION", _run.Transcript.ToString(), StringComparison.Ordinal);
    }

    // What follows the answer, which comes at once, is scheduled and not done.
    private void StopAfterTheAnswer(string body) => _run.Service.Answers(() =>
    {
        _run.Scheduler.Stop();
        return StubHandler.Response(200, new StringContent(body));
    });

    private void DisposeBoth()
    {
        _isGone = true;
        _run.Client.Dispose();
    }
}

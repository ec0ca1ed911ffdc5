using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>What a scheduler refuses ends those it was for, with its exception, on the thread at hand; everybody else goes on.</summary>
public class RefusingSchedulerTests
{
    [Fact]
    public void Who_cannot_begin_is_told_so_within_Subscribe()
    {
        using Run run = new(call => call == 1);

        RawObserver<UploadStatus> first = run.Watch();
        Assert.Same(run.Time.Refusal, first.Error);
        RawObserver<UploadStatus> second = run.Watch();
        run.RunTo(60);

        AssertCompleted(second);
    }

    [Fact]
    public async Task A_task_whose_request_cannot_wait_for_its_turn_fails()
    {
        using Run run = new(call => call == 1);

        Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync(run.AddUpload(), TestContext.Current.CancellationToken);

        Assert.True(answer.IsCompleted);
        Assert.Same(run.Time.Refusal, await Record.ExceptionAsync(() => answer));
        Assert.Empty(run.Service.Requests);
    }

    [Fact]
    public async Task A_task_whose_answer_is_known_gives_it_all_the_same()
    {
        // The first action sends the request; the one that would tell of the answer is refused.
        using Run run = new(call => call > 1);

        Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync(run.AddUpload(), TestContext.Current.CancellationToken);
        run.RunTo(60);

        Assert.True(answer.IsCompleted);
        Assert.Equal(UploadState.Pending, (await answer).State);
    }

    [Fact]
    public void A_single_refusal_ends_one_watch_at_the_most_and_nobody_is_left_hanging()
    {
        const int Watches = 5;
        for (int refused = 1; ; refused++)
        {
            int number = refused;
            using Run run = new(call => call == number);
            List<RawObserver<UploadStatus>> watches = [.. Enumerable.Range(0, Watches).Select(_ => run.Watch())];
            run.RunTo(60);

            Assert.All(watches, watch => Assert.True(watch.HasEnded, $"A watch hangs after refusal {number}."));
            Assert.All(watches, watch => Assert.True(watch.Error is null || watch.Error == run.Time.Refusal, $"{watch.Error}"));
            Assert.InRange(watches.Count(watch => watch.Error is not null), 0, 1);
            if (run.Time.Calls < refused)
                return;
        }
    }

    [Fact]
    public void Watches_of_one_upload_share_its_refusal_and_the_next_one_begins_anew()
    {
        using Run run = new(call => call == 1);
        string id = run.AddUpload();

        RawObserver<UploadStatus> first = run.Watch(id);
        RawObserver<UploadStatus> second = run.Watch(id);
        run.RunTo(60);

        Assert.Same(run.Time.Refusal, first.Error);
        AssertCompleted(second);
    }

    [Fact]
    public void A_scheduler_that_takes_nothing_any_more_ends_everything()
    {
        bool isGone = false;
        using Run run = new(_ => isGone);
        List<RawObserver<UploadStatus>> watches = [.. Enumerable.Range(0, 20).Select(_ => run.Watch())];
        run.RunTo(3);

        isGone = true;
        run.RunTo(60);
        RawObserver<UploadStatus> late = run.Watch();

        Assert.All(watches, watch => Assert.Same(run.Time.Refusal, watch.Error));
        Assert.Same(run.Time.Refusal, late.Error);
    }

    [Fact]
    public void An_observer_that_throws_where_there_is_no_scheduler_hurts_nobody()
    {
        bool isGone = false;
        using Run run = new(_ => isGone);
        RawObserver<UploadStatus> first = run.Watch();
        RawObserver<UploadStatus> second = run.Watch();
        run.RunTo(3);
        first.WhenError = _ => throw new NotSupportedException();

        isGone = true;
        run.RunTo(60);

        Assert.Same(run.Time.Refusal, first.Error);
        Assert.Same(run.Time.Refusal, second.Error);
    }

    [Fact]
    public void Events_that_could_not_be_delivered_come_with_the_next_one()
    {
        int onlyEvents = 0;
        for (int refused = 1; ; refused++)
        {
            int number = refused;
            int sent = 0;
            using Run run = new(call => call == number);
            using IDisposable listening = run.Client.Events.Subscribe(happened => sent += happened is RequestSent ? 1 : 0, _ => { });
            RawObserver<UploadStatus> watch = run.Watch();
            run.RunTo(60);
            if (run.Time.Calls < refused)
                break;

            if (watch.Error is null)
                onlyEvents++;
            Assert.Equal(run.Service.Requests.Count, sent);
        }

        Assert.InRange(onlyEvents, 3, int.MaxValue);
    }

    [Fact]
    public void Events_complete_where_the_client_is_disposed_after_its_scheduler()
    {
        bool isGone = false;
        bool isCompleted = false;
        using Run run = new(_ => isGone);
        using IDisposable listening = run.Client.Events.Subscribe(_ => { }, _ => { }, () => isCompleted = true);

        isGone = true;
        run.Client.Dispose();

        Assert.True(isCompleted);
    }

    [Fact]
    public void Twenty_eight_refusals_in_a_fleet_leave_nobody_hanging()
    {
        const int Watches = 727;
        Random random = new(28);
        HashSet<int> refused = [.. Enumerable.Range(0, 28).Select(_ => random.Next(1, 3_000))];
        using Run run = new(refused.Contains, options => options with { TaskRequestsPerMinute = null });
        List<RawObserver<UploadStatus>> watches = [.. Enumerable.Range(0, Watches).Select(_ => run.Watch())];
        run.RunTo(24 * 3600);

        Assert.All(watches, watch => Assert.True(watch.HasEnded));
        Assert.InRange(watches.Count(watch => watch.Error is not null), 1, refused.Count);
    }

    private static void AssertCompleted(RawObserver<UploadStatus> watch)
    {
        Assert.Null(watch.Error);
        Assert.True(watch.HasEnded);
        Assert.Equal(UploadState.Success, watch.Values[^1].State);
    }

    /// <summary>A client over the simulated service, on a scheduler that refuses.</summary>
    private sealed class Run : IDisposable
    {
        private readonly TestScheduler _time = new();
        private readonly Transcript _transcript;

        public Run(Func<int, bool> refuses, Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
        {
            _transcript = new(_time);
            Time = new(_time) { Refuses = refuses };
            Service = new(_time, new() { TaskRateLimit = null });
            Client = Service.CreateClient(options => (configure?.Invoke(options) ?? options) with { Scheduler = Time });
        }

        public RefusingScheduler Time { get; }

        public LobstrSimulator Service { get; }

        public LobstrClient Client { get; }

        public string AddUpload() =>
            Service.AddUpload(UploadScript.Pending(TimeSpan.FromSeconds(5)).Progress(TimeSpan.FromSeconds(5)).Succeeds());

        public RawObserver<UploadStatus> Watch(string? id = null) =>
            new RawObserver<UploadStatus>(_transcript).SubscribeTo(Client.Uploads.Watch(id ?? AddUpload()));

        public void RunTo(double seconds) => _time.AdvanceTo(TimeSpan.FromSeconds(seconds).Ticks);

        public void Dispose()
        {
            Client.Dispose();
            Assert.DoesNotContain("VIOLATION", _transcript.ToString(), StringComparison.Ordinal);
        }
    }
}

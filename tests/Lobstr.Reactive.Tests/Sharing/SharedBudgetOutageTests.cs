using System.Reactive.Linq;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>A shared budget that is out of reach: the client goes on within a part of its cap, says so, and comes back by itself.</summary>
public class SharedBudgetOutageTests
{
    private static readonly IOException NoRoute = new("no route to host");

    private Exception? _lost;

    [Fact]
    public void A_failure_to_ask_costs_no_time_and_no_watch()
    {
        StubSharedBudget shared = new StubSharedBudget().Fails(NoRoute).Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(5, UploadScript.Pending(TimeSpan.FromSeconds(3)).Succeeds());

        run.Says("""
            0  subscribe
            0  asks
            0  GET /v1/tasks/upload/up-1
            0  SharedBudgetLost
            0  next PENDING
            2  asks
            2  GET /v1/tasks/upload/up-1
            2  returns permit-1: Accepted
            2  SharedBudgetRegained
            4  asks
            4  GET /v1/tasks/upload/up-1
            4  returns permit-2: Accepted
            4  next SUCCESS (valid 0, inserted 0, duplicates 0, invalid 0)
            4  completed
            """);
        // What was sent alone is told when the budget is back, once.
        Assert.Equal([0, 1, 0], shared.Requests.Select(request => request.SentWithoutPermit));
        Assert.Same(NoRoute, _lost);
    }

    [Fact]
    public void What_is_sent_while_it_is_being_asked_is_told_the_next_time()
    {
        StubSharedBudget shared = new StubSharedBudget().Fails(NoRoute).Grants(after: 3).Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(7, UploadScript.StaysPending());

        // It asks at 2 s, and while it waits for the answer polls at 2 s and 4 s.
        Assert.Equal([0, 1, 2], shared.Requests.Select(request => request.SentWithoutPermit));
        Assert.Equal([0, 2, 4, 6], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void Where_its_part_of_the_cap_is_used_up_it_asks_all_the_same()
    {
        // A quarter of two is none: one it is.
        StubSharedBudget shared = new StubSharedBudget().Fails(NoRoute);
        using ServiceRun run = Run(shared, options => options with { TaskRequestsPerMinute = 2 });
        run.WatchTo(30, UploadScript.StaysPending());

        Assert.Equal([0.0], run.Transcript.InstantsOf("GET"));
        // From 2 s on a poll is due.
        Assert.Equal([0, 2, 4, 8, 16, 26], run.Transcript.InstantsOf("  asks"));
    }

    [Fact]
    public void A_budget_that_throws_instead_of_answering_is_out_of_reach()
    {
        StubSharedBudget shared = new StubSharedBudget().Throws(NoRoute).Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(1, UploadScript.StaysPending());

        Assert.Equal([0.0], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void No_answer_within_five_seconds_is_an_outage_and_a_late_permit_is_given_back()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants(after: 8);
        using ServiceRun run = Run(shared);
        run.WatchTo(6, UploadScript.StaysPending());
        TimeoutException error = Assert.IsType<TimeoutException>(_lost);
        run.RunTo(9);

        run.Says("""
            0  subscribe
            0  asks
            5  GET /v1/tasks/upload/up-1
            5  SharedBudgetLost
            5  next PENDING
            7  asks
            7  GET /v1/tasks/upload/up-1
            8  returns permit-1: Unused
            9  GET /v1/tasks/upload/up-1
            """);
        Assert.Contains("5 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_asked_again_after_one_second_two_four_eight_and_then_every_ten()
    {
        StubSharedBudget shared = new StubSharedBudget().Fails(NoRoute);
        using ServiceRun run = Run(shared);
        run.WatchTo(50, UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(3)) });

        IReadOnlyList<double> asked = run.Transcript.InstantsOf("  asks");
        // When the first poll is due after that.
        Assert.Equal([0, 3, 6, 12, 21, 33, 45], asked);
        Assert.Single(run.Transcript.Of("SharedBudgetLost"));
    }

    [Theory]
    // A quarter of 90, unless there are more clients than that.
    [InlineData(1, 0.25, 22)]
    [InlineData(3, 0.25, 22)]
    [InlineData(9, 0.25, 10)]
    [InlineData(2, 1, 45)]
    [InlineData(1, 1, 90)]
    [InlineData(500, 0.25, 1)]
    public void Until_then_it_takes_its_part_of_the_cap_and_no_more_than_the_fallback_share(int clients, double share, int most)
    {
        StubSharedBudget shared = new StubSharedBudget { FallbackShare = share }.Grants(clients: clients).Fails(NoRoute);
        using ServiceRun run = Run(shared);
        for (int upload = 0; upload < 200; upload++)
        {
            run.Service.AddUpload($"upload-{upload}", UploadScript.StaysPending());
            run.Client.Uploads.Watch($"upload-{upload}").Subscribe();
        }
        run.RunTo(59.9);

        // One had a permit; its own past counts too.
        Assert.Equal(Math.Max(1, most), run.Transcript.InstantsOf("GET").Count);
        Assert.Equal(most, run.Client.GetUsage()[0].Cap);
    }

    [Fact]
    public void The_whole_cap_is_back_with_the_shared_budget()
    {
        StubSharedBudget shared = new StubSharedBudget().Fails(NoRoute).Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(1, UploadScript.StaysPending());
        int? alone = run.Client.GetUsage()[0].Cap;
        run.RunTo(3);

        Assert.Equal((22, 90), (alone, run.Client.GetUsage()[0].Cap));
    }

    [Fact]
    public void Without_a_cap_each_follows_the_headers_by_itself()
    {
        StubSharedBudget shared = new StubSharedBudget().Fails(NoRoute);
        using ServiceRun run = Run(shared, options => options with { TaskRequestsPerMinute = null });
        run.WatchTo(5, UploadScript.StaysPending());

        Assert.Null(run.Client.GetUsage()[0].Cap);
        Assert.Equal([0, 2, 4], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void An_answer_that_is_neither_a_permit_nor_a_time_to_ask_again_is_an_outage()
    {
        StubSharedBudget shared = new StubSharedBudget().Answers(default(SharedPermit)).Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(1, UploadScript.StaysPending());

        Assert.Contains("neither a permit nor a time", Assert.IsType<InvalidOperationException>(_lost).Message, StringComparison.Ordinal);
        Assert.Equal([0.0], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_window_after_they_were_sent_requests_without_a_permit_are_forgotten()
    {
        StubSharedBudget shared = new StubSharedBudget().Fails(NoRoute).Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(70, UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(61)) });

        Assert.Equal([0, 0], shared.Requests.Select(request => request.SentWithoutPermit));
    }

    [Fact]
    public void The_epoch_of_the_last_answer_is_told_for_a_window()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants(epoch: "one").Grants(epoch: "two").Grants(epoch: "three");
        using ServiceRun run = Run(shared);
        run.WatchTo(70, UploadScript.StaysPending(), new() { Schedule = PollSchedule.Create(context => TimeSpan.FromSeconds(context.PollCount == 1 ? 1 : 61)) });

        Assert.Equal([null, "one", null], shared.Requests.Select(request => request.Epoch));
    }

    [Fact]
    public void What_is_sent_alone_still_belongs_to_the_epoch_however_long_the_outage()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants(epoch: "one").Fails(NoRoute);
        for (int i = 0; i < 8; i++)
            shared.Fails(NoRoute);
        using ServiceRun run = Run(shared);
        run.WatchTo(150, UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(20)) });

        Assert.Equal([null, .. Enumerable.Repeat("one", 7)], shared.Requests.Select(request => request.Epoch));
    }

    [Fact]
    public void An_outage_is_one_of_the_client_and_over_for_all_of_it_when_one_family_has_an_answer()
    {
        // The family of runs loses it too, and has nothing to ask for any more.
        StubSharedBudget shared = new StubSharedBudget().Grants().Fails(NoRoute).Fails(NoRoute).Grants();
        using ServiceRun run = Run(shared);
        run.At(1, () => run.Client.Runs.GetAsync("no-run", TestContext.Current.CancellationToken).ContinueWith(ended => ended.Exception, TaskScheduler.Default));
        run.WatchTo(30, UploadScript.StaysPending());

        Assert.Equal(["1  SharedBudgetLost", "4  SharedBudgetRegained"], run.Transcript.Lines.Where(line => line.Contains("SharedBudget", StringComparison.Ordinal)));
    }

    private ServiceRun Run(StubSharedBudget shared, Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        ServiceRun run = new(configure: options => (configure?.Invoke(options) ?? options) with { SharedBudget = shared });
        shared.Run = run;
        run.Client.Events.OfType<SharedBudgetLost>().Subscribe(lost =>
        {
            _lost = lost.Error;
            run.Transcript.Add(nameof(SharedBudgetLost));
        });
        run.Client.Events.OfType<SharedBudgetRegained>().Subscribe(_ => run.Transcript.Add(nameof(SharedBudgetRegained)));
        return run;
    }
}

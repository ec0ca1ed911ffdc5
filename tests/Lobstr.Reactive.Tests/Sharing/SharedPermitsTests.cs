using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>How a client asks a shared budget for permits, and gives them back.</summary>
public class SharedPermitsTests
{
    private static readonly UploadScript ShortLife = UploadScript.Pending(TimeSpan.FromSeconds(3)).Succeeds();

    [Fact]
    public void Each_request_has_a_permit_that_is_asked_for_when_it_is_due_and_returned_with_the_answer()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(10, ShortLife);

        run.Says("""
            0  subscribe
            0  asks
            0  GET /v1/tasks/upload/up-1
            0  returns permit-1: Accepted
            0  next PENDING
            2  asks
            2  GET /v1/tasks/upload/up-1
            2  returns permit-2: Accepted
            4  asks
            4  GET /v1/tasks/upload/up-1
            4  returns permit-3: Accepted
            4  next SUCCESS (valid 0, inserted 0, duplicates 0, invalid 0)
            4  completed
            """);
    }

    [Fact]
    public void Whoever_is_told_to_wait_asks_again_at_that_instant()
    {
        StubSharedBudget shared = new StubSharedBudget().Waits(5).Waits(0.5).Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(6, ShortLife);

        run.Says("""
            0  subscribe
            0  asks
            5  asks
            5.5  asks
            5.5  GET /v1/tasks/upload/up-1
            5.5  returns permit-1: Accepted
            5.5  next SUCCESS (valid 0, inserted 0, duplicates 0, invalid 0)
            5.5  completed
            """);
        Assert.Equal([0, 5, 5.5], shared.Requests.Select(request => Math.Round(request.Waited.TotalSeconds, 3)));
    }

    [Fact]
    public void A_permit_may_come_later_and_which_request_is_sent_is_chosen_then()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants(after: 1);
        using ServiceRun run = Run(shared);
        Task<UploadStatus>? call = null;
        run.At(0.5, () => call = run.Client.Uploads.GetStatusAsync("up-2", TestContext.Current.CancellationToken));
        run.Service.AddUpload("up-2", UploadScript.StaysPending());
        run.WatchTo(3.5, UploadScript.StaysPending());

        run.Says("""
            0  subscribe
            0  asks
            1  GET /v1/tasks/upload/up-2
            1  returns permit-1: Accepted
            1  asks
            2  GET /v1/tasks/upload/up-1
            2  returns permit-2: Accepted
            2  next PENDING
            """);
        Assert.True(call!.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_it_asks_says_who_it_is_and_what_it_wants()
    {
        StubSharedBudget shared = new StubSharedBudget().Waits(600);
        using ServiceRun run = Run(shared, options => options with { TaskRequestsPerMinute = 40, RequestTimeout = TimeSpan.FromSeconds(7) });
        run.WatchTo(1, UploadScript.StaysPending());
        _ = run.Client.Runs.GetStatsAsync("run-1", TestContext.Current.CancellationToken);
        run.RunTo(2);

        SharedPermitRequest poll = shared.Requests[0];
        SharedPermitRequest call = shared.Requests[1];
        Assert.Equal(("tasks", 40, 40, TimeSpan.FromMinutes(1)), (poll.Member.Family, poll.Member.Cap, poll.Member.UsualLimit, poll.Member.Window));
        Assert.Equal(("runs", 120), (call.Member.Family, call.Member.Cap));
        Assert.Equal((false, 30.0, 1, TimeSpan.FromSeconds(7)), (poll.IsFile, poll.Wanted, poll.Polls, poll.Timeout));
        Assert.True(call.IsUrgent);
        Assert.Equal((poll.Member.Account, poll.Member.Client), (call.Member.Account, call.Member.Client));
        Assert.Equal(32, poll.Member.Account.Length);
        Assert.DoesNotContain(run.Service.ApiKey, poll.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_first_poll_is_asked_for_as_a_call_if_there_was_none_among_the_last_thirty_two()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants();
        using ServiceRun run = Run(shared);
        foreach (double at in (double[])[20.5, 60.5, 62.5])
        {
            string id = run.Service.AddUpload(UploadScript.StaysPending());
            run.At(at, () => run.Client.Uploads.Watch(id, new() { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) }).Subscribe(_ => { }, _ => { }));
        }
        run.WatchTo(70, UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(1)) });

        // The newcomers are the 1st, the 22nd, the 63rd and the 66th.
        Assert.Equal([0, 62], Enumerable.Range(0, shared.Requests.Count).Where(at => shared.Requests[at].IsUrgent));
    }

    [Fact]
    public void A_file_is_asked_for_as_a_file()
    {
        StubSharedBudget shared = new StubSharedBudget().Waits(600);
        using ServiceRun run = Run(shared);
        _ = run.Client.Uploads.SendAsync("squid-1", TaskFile.FromText("url\nhttps://example.com", "tasks.csv"), TestContext.Current.CancellationToken);
        run.RunTo(1);

        Assert.Equal((true, null), (shared.Requests[0].IsFile, shared.Requests[0].Timeout));
    }

    [Fact]
    public void What_is_sent_without_a_file_is_asked_for_as_a_call()
    {
        StubSharedBudget shared = new StubSharedBudget().Waits(600);
        using ServiceRun run = Run(shared);
        _ = run.Client.Runs.StartAsync("squid-1", TestContext.Current.CancellationToken);
        run.RunTo(1);

        Assert.Equal((false, true, TimeSpan.FromSeconds(30)), (shared.Requests[0].IsFile, shared.Requests[0].IsUrgent, shared.Requests[0].Timeout));
    }

    [Fact]
    public void Nobody_else_has_the_name_of_a_client_but_all_with_its_key_that_of_the_account()
    {
        StubSharedBudget shared = new StubSharedBudget().Waits(600);
        using ServiceRun one = Run(shared);
        using ServiceRun same = Run(shared);
        using ServiceRun other = Run(shared, options => options with { ApiKey = "another" });
        foreach (ServiceRun run in (ServiceRun[])[one, same, other])
            run.WatchTo(1, UploadScript.StaysPending());

        SharedBudgetMember[] members = [.. shared.Requests.Select(request => request.Member)];
        Assert.Equal(3, members.Select(member => member.Client).Distinct().Count());
        Assert.Equal(members[0].Account, members[1].Account);
        Assert.NotEqual(members[0].Account, members[2].Account);
    }

    [Fact]
    public void A_permit_that_nobody_wants_any_more_is_given_back_unused()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants(after: 1);
        using ServiceRun run = Run(shared);
        run.At(0.5, run.Observer.Dispose);
        run.WatchTo(3, UploadScript.StaysPending());

        run.Says("""
            0  subscribe
            0  asks
            0.5  dispose
            1  returns permit-1: Unused
            """);
    }

    [Fact]
    public void A_place_that_nobody_wants_any_more_is_given_up_when_its_turn_comes()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants().Waits(2);
        using ServiceRun run = Run(shared);
        run.Service.AddUpload("up-2", UploadScript.StaysPending());
        run.Client.Uploads.Watch("up-2", new() { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) }).Subscribe();
        run.RunTo(1);
        run.At(1.5, run.Observer.Dispose);
        run.WatchTo(10, UploadScript.StaysPending());

        run.Says("""
            0  asks
            0  GET /v1/tasks/upload/up-2
            0  returns permit-1: Accepted
            1  subscribe
            1  asks
            1.5  dispose
            3  returns its place: Unused
            """);
    }

    [Fact]
    public void A_client_that_is_disposed_keeps_nothing()
    {
        StubSharedBudget shared = new StubSharedBudget().Waits(60);
        ServiceRun run = Run(shared);
        run.WatchTo(1, UploadScript.StaysPending());
        run.Dispose();
        run.RunTo(100);

        run.Says("""
            0  subscribe
            0  asks
            1  returns its place: Unused
            1  error ObjectDisposedException
            """);
    }

    [Fact]
    public void A_permit_that_comes_after_the_client_has_been_disposed_is_given_back()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants(after: 2);
        ServiceRun run = Run(shared);
        run.WatchTo(1, UploadScript.StaysPending());
        run.Dispose();
        run.RunTo(100);

        run.Says("""
            0  subscribe
            0  asks
            1  error ObjectDisposedException
            2  returns permit-1: Unused
            """);
    }

    [Theory]
    [InlineData(404, SharedPermitOutcome.Accepted)]
    [InlineData(500, SharedPermitOutcome.Accepted)]
    [InlineData(429, SharedPermitOutcome.Throttled)]
    public void It_is_said_what_the_service_made_of_a_request(int status, SharedPermitOutcome outcome)
    {
        StubSharedBudget shared = new StubSharedBudget().Grants();
        using ClientRun run = Run(shared, status);
        run.WatchTo(1);

        Assert.Equal(outcome, shared.Releases[0].Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_request_that_takes_too_long_gives_its_permit_back_without_a_word_of_the_service(bool comesLate)
    {
        StubSharedBudget shared = new StubSharedBudget().Grants();
        using ClientRun run = Start(shared);
        if (comesLate)
            run.Service.Answers(200, ClientRun.Pending, after: 100).Stubbornly();
        else
            run.Service.HangsUntilCancelled();
        run.WatchTo(30);

        SharedPermitRelease release = Assert.Single(shared.Releases);
        Assert.Equal((SharedPermitOutcome.Ended, null, null), (release.Outcome, release.Remaining, release.Pause));
        run.RunTo(101);
        Assert.Single(shared.Releases, each => each.Id == release.Id);
    }

    [Fact]
    public void What_the_headers_say_is_told_too()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants();
        using ServiceRun run = Run(shared);
        run.WatchTo(1, UploadScript.StaysPending());

        SharedPermitRelease release = Assert.Single(shared.Releases);
        Assert.Equal(89, release.Remaining);
        Assert.InRange(release.ResetIn, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(61));
        Assert.True(release.Reset > 0);
    }

    [Fact]
    public void A_return_that_fails_hurts_nobody()
    {
        const string Message = "the return failed";
        using UnobservedFaults faults = new();
        IReadOnlyList<double> completed = [];

        Assert.False(faults.AreLeftBy(
            () =>
            {
                StubSharedBudget shared = new StubSharedBudget().Grants();
                shared.WhenReleased = () => shared.Releases.Count == 1 ? throw new IOException(Message) : Task.FromException(new IOException(Message));
                using ServiceRun run = Run(shared);
                run.WatchTo(5, ShortLife);
                completed = run.Transcript.InstantsOf("completed");
            },
            Message));
        Assert.Equal([4.0], completed);
    }

    private static ClientRun Run(StubSharedBudget shared, int status)
    {
        ClientRun run = Start(shared);
        run.Service.Answers(status, "{}");
        return run;
    }

    private static ClientRun Start(StubSharedBudget shared)
    {
        ClientRun run = new(options => options with { SharedBudget = shared });
        shared.Run = run;
        return run;
    }

    private static ServiceRun Run(StubSharedBudget shared, Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        ServiceRun run = new(configure: options => (configure?.Invoke(options) ?? options) with { SharedBudget = shared });
        shared.Run = run;
        return run;
    }
}

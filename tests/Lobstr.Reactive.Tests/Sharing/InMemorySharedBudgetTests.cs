using Lobstr.Reactive.Testing;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>Who gets the next permit of a shared budget, and when the others are told to come.</summary>
public class InMemorySharedBudgetTests
{
    private readonly TestScheduler _scheduler = new();
    private readonly InMemorySharedBudget _budget;
    private readonly SharedBudgetMember _one = Member("one");
    private readonly SharedBudgetMember _two = Member("two");

    public InMemorySharedBudgetTests() => _budget = new InMemorySharedBudget(_scheduler);

    [Fact]
    public void All_members_together_get_the_cap_and_a_permit_is_free_a_window_after_its_return()
    {
        string[] permits = [Granted(_one), Granted(_two), Granted(_one)];
        Assert.Equal(3, permits.Distinct().Count());
        Assert.Null(Ask(_two).Id);

        Return(_one, permits[0], at: 5);
        RunTo(65);
        Assert.Null(Ask(_two).Id);
        RunTo(65.001);
        Granted(_two);
        Assert.Null(Ask(_one).Id);
    }

    [Fact]
    public void The_lowest_cap_that_a_member_names_counts_for_as_long_as_it_is_seen()
    {
        SharedBudgetMember low = Member("low", cap: 1);
        Granted(_one);
        Assert.Null(Ask(low).Id);
        RunTo(1);
        Assert.Null(Ask(_one).Id);

        // Nobody has heard of it for two windows.
        RunTo(122);
        Granted(_one);
    }

    [Fact]
    public void Without_a_cap_there_is_always_a_permit()
    {
        SharedBudgetMember free = Member("free", cap: null);
        for (int i = 0; i < 200; i++)
            Granted(free);
    }

    [Fact]
    public void Accounts_and_families_have_budgets_of_their_own()
    {
        UseUp();

        Granted(_one with { Account = "another" });
        Granted(_one with { Family = "runs" });
        Assert.Null(Ask(_one).Id);
    }

    [Fact]
    public void Whoever_has_been_waiting_longest_is_first_and_the_others_come_later()
    {
        UseUp(returned: true);
        RunTo(10);
        SharedPermit two = Ask(_two, waited: 1);
        SharedPermit one = Ask(_one, waited: 5);

        // Whoever came first was told of the first slot; the one that has waited longer gets it all the same.
        Assert.Equal((50, 50), (Seconds(one), Seconds(two)));
        RunTo(60.002);
        SharedPermit again = Ask(_two, waited: 51);
        Assert.Null(again.Id);
        Granted(_one, waited: 55);
        // After the others, but it looks again within a tenth of a window.
        Assert.Equal(6, Seconds(again));
    }

    [Fact]
    public void A_place_is_kept_for_two_seconds()
    {
        UseUp(returned: true);
        RunTo(10);
        Ask(_one, waited: 5);
        RunTo(62);
        Assert.Null(Ask(_two).Id);
        RunTo(62.1);
        Granted(_two);
    }

    [Fact]
    public void A_place_that_is_given_up_is_free_at_once()
    {
        UseUp(returned: true);
        RunTo(10);
        Ask(_one, waited: 5);
        RunTo(60.002);
        Release(new() { Member = _one });

        Granted(_two);
    }

    [Fact]
    public void A_call_for_which_somebody_waits_counts_as_if_it_had_waited_a_round_longer()
    {
        UseUp(returned: true);
        RunTo(10);
        // A round of three polls at three a minute.
        Ask(_one, waited: 59, polls: 3);
        Ask(_two, isUrgent: true);
        RunTo(60.002);

        Assert.Null(Ask(_one, waited: 59 + 50, polls: 3).Id);
        Granted(_two, isUrgent: true);
    }

    [Fact]
    public void An_unused_permit_is_free_at_once_and_counts_for_nobody()
    {
        Granted(_one);
        Granted(_one);
        string unused = Granted(_one);
        Assert.Null(Ask(_two).Id);

        Release(new() { Member = _one, Id = unused });
        Granted(_two);
    }

    [Fact]
    public void A_permit_that_is_never_returned_comes_back_a_window_after_its_lease()
    {
        UseUp();
        // Thirty seconds for the request, two of grace, and a window.
        RunTo(92);
        Assert.Null(Ask(_two).Id);
        RunTo(92.001);
        Granted(_two);
    }

    [Fact]
    public void A_file_may_take_ten_minutes()
    {
        Granted(_one, isFile: true);
        Granted(_one, isFile: true);
        Granted(_one, isFile: true);
        RunTo(661.9);
        Assert.Null(Ask(_two).Id);
        RunTo(662.001);
        Granted(_two);
    }

    [Fact]
    public void What_ends_after_its_lease_counts_from_its_end()
    {
        string late = Granted(_one);
        RunTo(100);
        Release(new() { Member = _one, Id = late, Outcome = SharedPermitOutcome.Ended });
        Granted(_two);
        Granted(_two);

        Assert.Null(Ask(_two).Id);
    }

    [Fact]
    public void What_was_sent_without_a_permit_counts_from_when_it_is_told()
    {
        Granted(_one, sentWithoutPermit: 2);

        Assert.Null(Ask(_one).Id);
    }

    [Fact]
    public void All_wait_while_one_has_been_refused_and_one_at_a_time_finds_out_whether_that_was_enough()
    {
        string refused = Granted(_one);
        Release(new() { Member = _one, Id = refused, Outcome = SharedPermitOutcome.Throttled, Pause = TimeSpan.FromSeconds(30) });
        SharedPermit paused = Ask(_two);
        Assert.Equal((30, 30), (Seconds(paused), paused.PausedFor.TotalSeconds));
        Assert.Contains("429", paused.PauseReason, StringComparison.Ordinal);

        RunTo(30);
        string probe = Granted(_two);
        Assert.Null(Ask(_one).Id);
        Return(_two, probe, at: 30.5);
        // The pace was halved, for the service did not say what is left.
        RunTo(75);
        Granted(_one);
    }

    [Fact]
    public void When_the_headers_say_that_nothing_is_left_all_wait_for_the_reset()
    {
        string last = Granted(_one);
        Release(new() { Member = _one, Id = last, Outcome = SharedPermitOutcome.Accepted, Remaining = 0, Reset = 1_000, ResetIn = TimeSpan.FromSeconds(40) });

        SharedPermit paused = Ask(_two);
        Assert.Equal((40, 40), (Seconds(paused), paused.PausedFor.TotalSeconds));
        Assert.Contains("Remaining: 0", paused.PauseReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_asked_within_two_minutes_is_counted()
    {
        Assert.Equal(1, Ask(_one).Clients);
        RunTo(60);
        Assert.Equal(2, Ask(_two with { Family = "runs" }).Clients);
        RunTo(120);
        Assert.Equal(2, Ask(_two).Clients);
        RunTo(120.001);
        Assert.Equal(1, Ask(_two).Clients);
        Assert.Equal(1, Ask(_one with { Account = "another" }).Clients);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_of_nothing_or_of_more_than_all_is_refused(double share)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new InMemorySharedBudget { FallbackShare = share });
        Assert.Contains("FallbackShare", error.Message, StringComparison.Ordinal);
        ArgumentException also = Assert.Throws<ArgumentException>(
            () => new LobstrClient(new LobstrClientOptions { ApiKey = "key", SharedBudget = new StubSharedBudget { FallbackShare = share } }));
        Assert.Contains("LobstrClientOptions.SharedBudget says that its FallbackShare is", also.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    public void Any_other_share_may_be_set(double share) =>
        Assert.Equal(share, new InMemorySharedBudget { FallbackShare = share }.FallbackShare);

    [Fact]
    public async Task Null_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _budget.AcquireAsync(null!, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _budget.ReleaseAsync(null!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_client_its_clock_is_that_of_the_thread_pool()
    {
        var budget = new InMemorySharedBudget();

        SharedPermit permit = await budget.AcquireAsync(new() { Member = _one }, TestContext.Current.CancellationToken);
        Assert.NotNull(permit.Id);
        Assert.Equal(0.25, budget.FallbackShare);
    }

    [Fact]
    public void By_default_its_clock_is_that_of_the_first_client()
    {
        var shared = new InMemorySharedBudget();
        using ServiceRun run = new(configure: options => options with { TaskRequestsPerMinute = 1, SharedBudget = shared });
        run.WatchTo(70, UploadScript.StaysPending());

        Assert.Equal([0, 60], run.Transcript.InstantsOf("GET"));
    }

    private static SharedBudgetMember Member(string client, int? cap = 3) =>
        new() { Account = "account", Family = "tasks", Client = client, Cap = cap, UsualLimit = cap ?? 3, Window = TimeSpan.FromMinutes(1) };

    // All three permits of a window are taken, and returned at once.
    private void UseUp(bool returned = false)
    {
        for (int i = 0; i < 3; i++)
        {
            string permit = Granted(_one);
            if (returned)
                Return(_one, permit, at: 0);
        }
    }

    private SharedPermit Ask(
        SharedBudgetMember member, double waited = 0, bool isUrgent = false, bool isFile = false, int sentWithoutPermit = 0, int polls = 1)
    {
        Task<SharedPermit> asked = _budget.AcquireAsync(
            new()
            {
                Member = member,
                Waited = TimeSpan.FromSeconds(waited),
                IsUrgent = isUrgent,
                IsFile = isFile,
                SentWithoutPermit = sentWithoutPermit,
                Polls = polls,
                Wanted = 1,
                Timeout = isFile ? null : TimeSpan.FromSeconds(30),
            },
            TestContext.Current.CancellationToken).AsTask();
        Assert.True(asked.IsCompletedSuccessfully);
        return asked.Result;
    }

    private string Granted(SharedBudgetMember member, double waited = 0, bool isUrgent = false, bool isFile = false, int sentWithoutPermit = 0)
    {
        SharedPermit permit = Ask(member, waited, isUrgent, isFile, sentWithoutPermit);
        Assert.True(permit.Id is not null, $"There is no permit for another {permit.RetryAfter}.");
        return permit.Id;
    }

    private void Return(SharedBudgetMember member, string permit, double at)
    {
        RunTo(at);
        Release(new() { Member = member, Id = permit, Outcome = SharedPermitOutcome.Accepted });
    }

    private void Release(SharedPermitRelease release) =>
        Assert.True(_budget.ReleaseAsync(release, TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully);

    private void RunTo(double seconds)
    {
        long instant = TimeSpan.FromSeconds(seconds).Ticks;
        if (instant > _scheduler.Clock)
            _scheduler.AdvanceTo(instant);
    }

    private static double Seconds(SharedPermit permit) => Math.Round(permit.RetryAfter.TotalSeconds, 2);
}

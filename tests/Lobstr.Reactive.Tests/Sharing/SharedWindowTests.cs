using System.Globalization;

namespace Lobstr.Reactive.Tests;

/// <summary>The arithmetic of a window that several clients share: what is counted for how long, and when whoever gets nothing comes back.</summary>
public class SharedWindowTests
{
    private const int Cap = 60;

    private readonly SharedWindow _window = new(Member("first", Cap));

    [Fact]
    public void What_all_want_and_poll_together_decides_whether_it_is_spread()
    {
        // Each wants less than the cap, and polls so little that it need not take turns; together they do not.
        Assert.NotNull(Ask("one", at: 0, wanted: 40, polls: 3).Id);
        Assert.Equal(1, Seconds(Ask("two", at: 0, wanted: 40, polls: 3)));
    }

    [Fact]
    public void Few_that_want_little_together_get_it_at_once()
    {
        Assert.NotNull(Ask("one", at: 0, wanted: 30, polls: 9).Id);
        Assert.NotNull(Ask("two", at: 0, wanted: 30, polls: 9).Id);
        Assert.Null(Ask("three", at: 0, wanted: 1, polls: 9).Id);
    }

    [Fact]
    public void A_client_counts_for_two_windows_after_it_has_asked()
    {
        Assert.NotNull(Ask("low", at: 0, cap: 1).Id);
        Assert.NotNull(Ask("one", at: 120).Id);
        Assert.Null(Ask("one", at: 120).Id);

        Assert.NotNull(Ask("one", at: 120.001).Id);
    }

    [Fact]
    public void With_short_windows_it_counts_for_ten_seconds()
    {
        var window = new SharedWindow(Member("first", 2, seconds: 1));
        window.Acquire(new() { Member = Member("low", 1, seconds: 1), Timeout = TimeSpan.Zero }, TimeSpan.Zero);

        Assert.NotNull(Ask(9).Id);
        Assert.Null(Ask(9).Id);
        Assert.NotNull(Ask(10.5).Id);

        SharedPermit Ask(double at) => window.Acquire(new() { Member = Member("first", 2, seconds: 1) }, TimeSpan.FromSeconds(at));
    }

    [Fact]
    public void Whoever_is_behind_others_comes_when_they_have_had_their_turn()
    {
        UseUp();

        // A request a second: each of those before takes one.
        Assert.Equal(50, Seconds(Ask("one", at: 10, waited: 5)));
        Assert.Equal(51, Seconds(Ask("two", at: 10, waited: 4)));
        Assert.Equal(52, Seconds(Ask("three", at: 10, waited: 3)));
        // It asks again, and has not come closer; nor is it behind itself.
        Assert.Equal(51, Seconds(Ask("two", at: 10, waited: 4)));
    }

    [Fact]
    public void Whoever_has_many_due_is_waited_for_longer_but_not_for_more_than_a_tenth_of_a_window()
    {
        UseUp();

        // Three of the five were due before the half of five seconds.
        Ask("one", at: 10, waited: 5, due: 5);
        Assert.Equal(53, Seconds(Ask("two", at: 10, waited: 2.5)));
        Ask("one", at: 10, waited: 5, due: 50);
        Assert.Equal(56, Seconds(Ask("two", at: 10, waited: 2.5)));
    }

    [Fact]
    public void Of_two_that_have_been_waiting_equally_long_the_one_that_comes_gets_it()
    {
        UseUp();
        Ask("one", at: 10, waited: 5);

        Assert.NotNull(Ask("two", at: 61, waited: 56).Id);
    }

    [Fact]
    public void A_timer_that_is_early_overtakes_nobody()
    {
        UseUp();
        Ask("one", at: 10, waited: 5);

        // The slot is free since 60 s, and whoever was told of it comes at 60.001 s.
        Assert.Null(Ask("two", at: 60.0005).Id);
        Granted("one", at: 60.0005, waited: 55.0005);
    }

    [Fact]
    public void A_place_is_kept_from_the_very_instant_that_somebody_is_told_to_come_at()
    {
        UseUp();
        TimeSpan comes = TimeSpan.FromSeconds(10) + Ask("one", at: 10, waited: 5).RetryAfter;

        Assert.Null(Ask("two", comes.TotalSeconds).Id);
        Assert.Null(Ask("two", comes.TotalSeconds + 2).Id);
        Assert.NotNull(Ask("two", comes.TotalSeconds + 2.001).Id);
    }

    [Fact]
    public void Whoever_has_got_one_is_not_waited_for_any_more()
    {
        UseUp();
        Ask("one", at: 10, waited: 5);

        Assert.NotNull(Ask("one", at: 60.5, waited: 55).Id);
        Assert.NotNull(Ask("two", at: 60.5).Id);
    }

    [Fact]
    public void While_one_finds_out_the_others_look_again_every_quarter_of_a_second_and_an_answer_lets_them_go()
    {
        Refuse(at: 5);
        SharedPermit paused = Ask("two", at: 10);
        Assert.Equal((25, 25), (Seconds(paused), paused.PausedFor.TotalSeconds));

        string probe = Granted("one", at: 35, waited: 30);
        Assert.Equal(0.25, Seconds(Ask("two", at: 35)));
        // An end without an answer tells nothing.
        Release(new() { Member = Member("one"), Id = probe, Outcome = SharedPermitOutcome.Ended }, at: 40);
        string second = Granted("one", at: 45);
        Assert.Equal(0.25, Seconds(Ask("two", at: 50)));
        Release(new() { Member = Member("one"), Id = second, Outcome = SharedPermitOutcome.Accepted }, at: 50);

        // At half of the pace, one beside the other.
        Granted("two", at: 52);
        Granted("one", at: 55);
    }

    [Fact]
    public void What_has_waited_for_a_reset_does_not_come_in_one_burst()
    {
        string last = Granted("one", at: 0);
        Release(
            new() { Member = Member("one"), Id = last, Outcome = SharedPermitOutcome.Accepted, Remaining = 0, Reset = 1_000, ResetIn = TimeSpan.FromSeconds(40) },
            at: 5);

        Assert.NotNull(Ask("one", at: 45, waited: 20).Id);
        Assert.Equal(1, Seconds(Ask("two", at: 45, waited: 10)), tolerance: 0.1);
    }

    [Fact]
    public void What_was_sent_without_a_permit_is_free_a_window_after_it_was_told()
    {
        Ask("one", at: 0, sentWithoutPermit: Cap);
        Assert.Null(Ask("one", at: 60).Id);

        Assert.Equal(Cap, FreeAt(61));
    }

    [Fact]
    public void What_was_returned_counts_once()
    {
        Release(new() { Member = Member("one"), Id = Granted("one", at: 0), Outcome = SharedPermitOutcome.Ended }, at: 0);

        // A window after its lease would have ended.
        Assert.Equal(Cap, FreeAt(93));
    }

    [Fact]
    public void What_was_not_sent_never_counts()
    {
        // One that lasts, so that something is in flight.
        Granted("one", at: 0, isFile: true);
        Release(new() { Member = Member("one"), Id = Granted("one", at: 0) }, at: 0);

        Assert.Equal(Cap - 1, FreeAt(61));
    }

    [Fact]
    public void What_ends_after_its_lease_counts_from_both_for_the_service_may_have_had_it_at_either()
    {
        Release(new() { Member = Member("one"), Id = Granted("one", at: 0), Outcome = SharedPermitOutcome.Ended }, at: 50);

        Assert.Equal(Cap - 2, FreeAt(50));
    }

    private static SharedBudgetMember Member(string client, int? cap = Cap, double seconds = 60) =>
        new() { Account = "account", Family = "tasks", Client = client, Cap = cap, UsualLimit = Cap, Window = TimeSpan.FromSeconds(seconds) };

    // All permits of a window are taken, and returned at once.
    private void UseUp()
    {
        for (int i = 0; i < Cap; i++)
            Release(new() { Member = Member("first"), Id = Granted("first", at: 0), Outcome = SharedPermitOutcome.Accepted }, at: 0);
    }

    private void Refuse(double at) => Release(
        new() { Member = Member("one"), Id = Granted("one", at), Outcome = SharedPermitOutcome.Throttled, Pause = TimeSpan.FromSeconds(30) }, at);

    private SharedPermit Ask(
        string client, double at, double waited = 0, int due = 1, double wanted = 1, int polls = 1, int? cap = Cap, bool isFile = false, int sentWithoutPermit = 0) =>
        _window.Acquire(
            new()
            {
                Member = Member(client, cap),
                Waited = TimeSpan.FromSeconds(waited),
                Due = due,
                IsFile = isFile,
                Wanted = wanted,
                Polls = polls,
                SentWithoutPermit = sentWithoutPermit,
                Timeout = isFile ? null : TimeSpan.FromSeconds(30),
            },
            TimeSpan.FromSeconds(at));

    private string Granted(string client, double at, double waited = 0, bool isFile = false)
    {
        SharedPermit permit = Ask(client, at, waited, isFile: isFile);
        Assert.True(permit.Id is not null, string.Create(CultureInfo.InvariantCulture, $"At {at} s there is no permit for another {permit.RetryAfter}."));
        return permit.Id;
    }

    private int FreeAt(double at)
    {
        int free = 0;
        while (Ask("one", at).Id is not null)
            free++;
        return free;
    }

    private void Release(SharedPermitRelease release, double at) => _window.Release(release, TimeSpan.FromSeconds(at));

    private static double Seconds(SharedPermit permit) => Math.Round(permit.RetryAfter.TotalSeconds, 2);
}

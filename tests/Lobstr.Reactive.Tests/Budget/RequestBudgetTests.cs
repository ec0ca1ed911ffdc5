namespace Lobstr.Reactive.Tests;

/// <summary>The arithmetic of the budget, on instants alone.</summary>
public class RequestBudgetTests
{
    private const int Cap = 30;
    private const int Usual = 90;
    private const int Many = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    [Fact]
    public void What_the_cap_has_room_for_is_sent_at_once()
    {
        RequestBudget budget = Sent(1);

        Assert.Equal(At(0), budget.NextSend(At(0), wanted: Cap, Many));
    }

    [Fact]
    public void What_it_has_no_room_for_is_spread_over_the_time_until_the_first_permit_returns()
    {
        RequestBudget budget = Sent(1);

        // 29 are left, and the one that returns is sent at the end: 30 spans.
        Assert.Equal(Window / Cap, budget.NextSend(At(0), wanted: Cap + 1, Many));
        Assert.Equal(At(20), budget.NextSend(At(20), wanted: Cap + 1, Many));
    }

    [Fact]
    public void It_is_due_at_the_same_instant_however_late_one_looks()
    {
        RequestBudget budget = Sent(20);
        budget.Update(Limit(remaining: 12, resetIn: 45), At(0));
        budget.OnSent(At(9), due: At(9));

        TimeSpan due = budget.NextSend(At(9), wanted: 200, Many);

        Assert.Equal(At(9) + (Seconds(51) / 10), due);
        Assert.Equal(due, budget.NextSend(At(9) + TimeSpan.FromTicks(1), wanted: 200, Many));
        Assert.Equal(due, budget.NextSend(At(10.5), wanted: 200, Many));
        Assert.Equal(due, budget.NextSend(due, wanted: 200, Many));
    }

    [Theory]
    [InlineData(1, 4, 0)]
    [InlineData(1, 5, 30)]
    [InlineData(14, 4, 0)]
    [InlineData(15, 4, 16)]
    public void A_handful_keeps_its_own_time_while_more_than_half_of_the_permits_are_left(int used, int members, int spreadOver)
    {
        TimeSpan expected = spreadOver == 0 ? At(0) : Window / spreadOver;

        Assert.Equal(expected, Sent(used).NextSend(At(0), wanted: 200, members));
        Assert.Equal(expected, Sent(used, areUnderWay: true).NextSend(At(0), wanted: 200, members));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_not_sent_after_all_finds_nothing_out(bool isFile)
    {
        RequestBudget budget = Sent(1);
        budget.OnThrottled(Seconds(10), default, sentAt: At(0), At(0));
        budget.OnSent(At(10), due: At(10), isFile);
        budget.OnUnsent(isFile);
        Assert.True(budget.NextSend(At(10), wanted: 1, Many) < Clock.Never);

        budget.OnSent(At(11), due: At(11));
        Assert.Equal(Clock.Never, budget.NextSend(At(11), wanted: 1, Many));
    }

    [Fact]
    public void What_was_not_sent_after_all_leaves_what_the_server_has_left()
    {
        RequestBudget budget = new(Cap, Usual, Window);
        budget.Update(Limit(remaining: 2, resetIn: 50), At(0));
        for (int i = 0; i < 5; i++)
        {
            budget.OnSent(At(0), due: At(0));
            budget.OnUnsent(isFile: false);
        }

        Assert.Equal(default, budget.PauseAt(At(0)));
    }

    [Fact]
    public void A_pause_says_whether_it_is_for_others_with_the_key()
    {
        RequestBudget budget = new(Cap, Usual, Window);
        // Others take all of each window but one request.
        for (int start = 0; start < 240; start += 60)
        {
            budget.Update(Limit(remaining: 89, resetIn: 60, window: 100 + start), At(start));
            budget.Update(Limit(remaining: 1, resetIn: 10, window: 100 + start), At(start + 50));
        }

        budget.Update(Limit(remaining: 89, resetIn: 60, window: 340), At(240));
        Assert.Equal((At(300), PauseReasons.LeftToOthers), budget.PauseAt(At(240)));

        budget.Update(Limit(remaining: 0, resetIn: 59, window: 340), At(241));
        Assert.Equal((At(300), PauseReasons.UsedUp), budget.PauseAt(At(241)));
    }

    [Fact]
    public void Without_a_cap_the_usual_pace_is_kept_for_a_window_after_a_pause()
    {
        RequestBudget budget = new(cap: null, Usual, Window);
        budget.OnThrottled(Seconds(10), Limit(remaining: 0, resetIn: 10), sentAt: At(0), At(0));
        budget.OnSent(At(10), due: At(10));
        budget.OnEnded(At(10));
        budget.OnAccepted(At(10));
        budget.OnSent(At(11), due: At(11));

        Assert.Equal(At(11) + (Window / Usual), budget.NextSend(At(11), wanted: 1, Many));
        Assert.Equal(At(70), budget.NextSend(At(70), wanted: 1, Many));
    }

    [Fact]
    public void The_usual_pace_is_the_same_however_many_are_in_flight()
    {
        RequestBudget budget = new(cap: null, Usual, Window);
        budget.OnThrottled(Seconds(10), Limit(remaining: 0, resetIn: 10), sentAt: At(0), At(0));
        budget.OnAccepted(At(10));
        for (int i = 0; i < Usual / 2; i++)
            budget.OnSent(At(20), due: At(20));

        Assert.Equal(At(20) + (Window / Usual), budget.NextSend(At(20), wanted: 1, Many));
    }

    [Fact]
    public void It_ends_a_window_after_the_pause_also_in_the_middle_of_a_span()
    {
        RequestBudget budget = new(Cap, Usual, Window);
        budget.OnThrottled(Seconds(10), Limit(remaining: 0, resetIn: 10), sentAt: At(0), At(0));
        budget.OnAccepted(At(10));
        budget.OnSent(At(69.5), due: At(69.5));

        Assert.Equal(At(70), budget.NextSend(At(69.5), wanted: 1, Many));
    }

    [Fact]
    public void Where_the_budget_is_shared_one_at_a_time_finds_out_too()
    {
        RequestBudget budget = new(Cap, Usual, Window);
        budget.OnThrottled(Seconds(10), limit: default, sentAt: At(0), At(0));
        Assert.Equal(At(10), budget.NextPermit(At(0), isFile: false));

        budget.OnSent(At(10), due: At(10));
        Assert.Equal(Clock.Never, budget.NextPermit(At(11), isFile: false));
    }

    [Theory]
    // 30 in a minute are 15 in half of one: more than the headers leave, with an eighth and nearly two for what is not known exactly.
    [InlineData(5, 30, 30, Many, 30.0 / 6)]
    [InlineData(1, 30, 30, Many, 30.0 / 2)]
    [InlineData(14, 30, 30, Many, 0)]
    [InlineData(8, 30, 21.8, Many, 0)]
    [InlineData(16, 60, 30, 5, 60.0 / 17)]
    [InlineData(16, 60, 30, 4, 0)]
    [InlineData(15, 60, 30, 4, 60.0 / 16)]
    public void Where_the_service_leaves_less_than_is_wanted_it_is_spread_over_the_rest_of_its_window(
        int remaining, double resetIn, double wanted, int members, double spacing)
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining, resetIn), At(0));

        Assert.Equal(spacing, budget.NextSend(At(0), wanted, members).TotalSeconds, tolerance: 1e-6);
    }

    [Fact]
    public void The_rest_of_its_window_shrinks_and_what_is_sent_is_left_no_more()
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining: 5, resetIn: 30), At(0));
        budget.OnSent(At(12), due: At(12));

        Assert.Equal(At(12) + (Seconds(18) / 5), budget.NextSend(At(12), wanted: 30, Many));
    }

    [Fact]
    public void It_is_spread_only_until_what_is_left_is_enough()
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining: 9, resetIn: 30), At(0));
        budget.OnSent(At(7), due: At(7));

        // Eight are left, and with an eighth and 1.9 more they are enough for 21.8 s of the 23 s.
        Assert.Equal(1.2, (budget.NextSend(At(7), wanted: 30, Many) - At(7)).TotalSeconds, tolerance: 1e-6);
    }

    [Fact]
    public void Of_what_is_wanted_no_more_than_the_cap_counts()
    {
        RequestBudget budget = Sent(1);
        // Of 30 the 14 and what is not known exactly are enough for 35.3 s.
        budget.Update(Limit(remaining: 14, resetIn: 35), At(0));

        Assert.Equal(Window / Cap, budget.NextSend(At(0), wanted: 100, Many));
    }

    [Fact]
    public void Requests_under_way_may_not_be_counted_in_what_is_left_and_each_answer_counts_one()
    {
        RequestBudget budget = Sent(3, areUnderWay: true);
        budget.OnEnded(At(0));
        budget.Update(Limit(remaining: 2, resetIn: 30), At(0));
        Assert.Equal(At(30), budget.NextSend(At(0), wanted: 1, members: 1));

        // The second is lost, the third says the same as the first: it was counted already.
        budget.OnEnded(At(0));
        budget.OnEnded(At(0));
        budget.Update(Limit(remaining: 2, resetIn: 30), At(0));
        Assert.Equal(At(0), budget.NextSend(At(0), wanted: 1, members: 1));

        budget.OnSent(At(0), due: At(0));
        Assert.Equal(At(30), budget.NextSend(At(0), wanted: 1, members: 1));
    }

    [Fact]
    public void Whoever_has_waited_for_the_reset_comes_at_a_pace_for_a_window()
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining: 0, resetIn: 30), At(0));
        budget.OnSent(At(30), due: At(29));
        budget.OnEnded(At(30));

        Assert.Equal(At(30) + (Window / Cap), budget.NextSend(At(30), wanted: 1, Many));
        Assert.Equal(At(90), budget.NextSend(At(90), wanted: 1, Many));
    }

    [Fact]
    public void Whoever_comes_after_the_reset_does_not()
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining: 0, resetIn: 30), At(0));
        budget.OnSent(At(30), due: At(30));

        Assert.Equal(At(30), budget.NextSend(At(30), wanted: 1, Many));
    }

    [Fact]
    public void The_end_of_a_window_is_where_the_earliest_of_its_answers_has_it()
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining: 5, resetIn: 30), At(0));
        budget.Update(Limit(remaining: 0, resetIn: 30), At(0.5));

        Assert.Equal(At(30), budget.NextSend(At(0.5), wanted: 1, members: 1));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(30, 40)]
    [InlineData(31, 41)]
    public void A_window_before_the_one_that_lasts_is_old_news_until_that_one_has_ended(double at, double next)
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining: 0, resetIn: 30, window: 200), At(0));
        budget.Update(Limit(remaining: 0, resetIn: 10, window: 100), At(at));

        Assert.Equal(At(next), budget.NextSend(At(at), wanted: 1, members: 1));
    }

    [Theory]
    [InlineData(0, 120, 120.0)]
    [InlineData(0, 120.1, null)]
    [InlineData(0, 0, null)]
    [InlineData(5, 30, null)]
    public void It_is_news_when_nothing_is_left_for_a_while_that_makes_sense(int remaining, double resetIn, double? until)
    {
        RequestBudget budget = Sent(1);

        Assert.Equal(until, budget.Update(Limit(remaining, resetIn), At(0))?.TotalSeconds);
        Assert.Equal(At(until ?? 0), budget.NextSend(At(0), wanted: 1, members: 1));
    }

    [Fact]
    public void Refusals_of_what_was_under_way_together_are_one_and_later_ones_double_the_pause()
    {
        RequestBudget budget = new(cap: null, Usual, window: Seconds(1));

        Assert.Equal(At(1), budget.OnThrottled(retryAfter: null, limit: default, sentAt: At(0), At(0)));
        Assert.Equal(At(1.5), budget.OnThrottled(retryAfter: null, limit: default, sentAt: At(0), At(0.5)));
        Assert.Equal(At(4), budget.OnThrottled(retryAfter: null, limit: default, sentAt: At(2), At(2)));
        Assert.Equal(At(8), budget.OnThrottled(retryAfter: null, limit: default, sentAt: At(4), At(4)));
    }

    [Fact]
    public void A_refusal_is_waited_out_as_long_as_it_says_and_news_once()
    {
        RequestBudget budget = Sent(1);

        Assert.Equal(At(10), budget.OnThrottled(Seconds(10), limit: default, sentAt: At(0), At(0)));
        Assert.Null(budget.OnThrottled(Seconds(10), limit: default, sentAt: At(0), At(0)));
        Assert.Equal(At(120), budget.OnThrottled(retryAfter: null, Limit(remaining: 0, resetIn: 120), sentAt: At(0), At(0)));
    }

    [Fact]
    public void A_good_answer_to_what_was_sent_before_a_refusal_does_not_take_it_back()
    {
        RequestBudget budget = Sent(1);
        budget.OnThrottled(Seconds(10), limit: default, sentAt: At(0), At(0));
        budget.OnAccepted(sentAt: At(0));
        budget.OnSent(At(10), due: At(10));

        Assert.Equal(Clock.Never, budget.NextSend(At(20), wanted: 1, members: 1));
    }

    [Fact]
    public void A_file_that_is_being_sent_holds_up_nobody_who_finds_out_whether_a_pause_is_over()
    {
        RequestBudget budget = new(Cap, Usual, Window);
        budget.OnSent(At(0), due: At(0), isFile: true);
        budget.OnThrottled(Seconds(10), limit: default, sentAt: At(0), At(0));
        Assert.Equal(At(10), budget.NextSend(At(10), wanted: 1, members: 1));
        Assert.Equal(Clock.Never, budget.NextSend(At(10), wanted: 1, members: 1, isFile: true));

        budget.OnSent(At(10), due: At(0));
        Assert.Equal(Clock.Never, budget.NextSend(At(11), wanted: 1, members: 1));

        budget.OnEnded(At(11), isFile: true);
        Assert.Equal(Clock.Never, budget.NextSend(At(11), wanted: 1, members: 1));
        budget.OnEnded(At(12));
        // At the pace of a window after a pause: 28 are left until the first permit returns at 71 s.
        Assert.Equal(At(10) + (Seconds(61) / 29), budget.NextSend(At(12), wanted: 1, members: 1, isFile: true));
    }

    [Fact]
    public void A_refusal_that_says_what_is_left_halves_no_pace_and_one_that_does_not_does()
    {
        foreach ((RateLimit heard, RateLimit said, bool isHalved) in ((RateLimit, RateLimit, bool)[])
            [(default, default, true), (Limit(20, 60), default, false), (default, Limit(0, 10), false), (default, Limit(0, 121), true)])
        {
            RequestBudget budget = new(Cap, Usual, Window);
            budget.Update(heard, At(0));
            budget.OnThrottled(Seconds(10), said, sentAt: At(0), At(0));
            budget.OnSent(At(80), due: At(80));
            budget.OnEnded(At(80));
            budget.OnAccepted(At(80));

            TimeSpan spacing = budget.NextSend(At(80), wanted: 1, members: 1) - At(80);

            Assert.Equal(isHalved ? 1 / (0.25 + 0.007) : 0, spacing.TotalSeconds, tolerance: 1e-6);
        }
    }

    [Fact]
    public void Without_a_service_nobody_else_can_have_had_too_much()
    {
        RequestBudget budget = new(cap: null, Usual, Window, isService: false);
        budget.OnThrottled(Seconds(10), limit: default, sentAt: At(0), At(0));
        budget.OnSent(At(80), due: At(80));
        budget.OnEnded(At(80));
        budget.OnAccepted(At(80));

        Assert.Equal(At(80), budget.NextSend(At(80), wanted: 1, members: 1));
        Assert.Equal(0, budget.Used(At(80)));
    }

    [Theory]
    [InlineData(30, 90, 30, 60)]
    [InlineData(null, 90, 45, 30)]
    public void A_round_takes_as_long_as_sending_each_once(int? cap, int usual, int members, double seconds) =>
        Assert.Equal(Seconds(seconds), new RequestBudget(cap, usual, Window).RoundOf(members));

    [Theory]
    [InlineData(0.0, int.MaxValue)]
    [InlineData(0.0, 5)]
    [InlineData(1e300, 1)]
    public void Nothing_overflows_whatever_is_wanted_and_left(double wanted, int remaining)
    {
        RequestBudget budget = Sent(1);
        budget.Update(Limit(remaining, 60), At(0));
        budget.OnThrottled(TimeSpan.MaxValue, limit: default, sentAt: At(0), At(1));

        Assert.Equal(Clock.Never, budget.NextSend(At(2), wanted, Many));
        Assert.Equal(At(1), budget.OpenTime(At(2)));
    }

    private static RequestBudget Sent(int requests, bool areUnderWay = false)
    {
        RequestBudget budget = new(Cap, Usual, Window);
        for (int i = 0; i < requests; i++)
        {
            budget.OnSent(At(0), due: At(0));
            if (!areUnderWay)
                budget.OnEnded(At(0));
        }

        return budget;
    }

    private static RateLimit Limit(int remaining, double resetIn, long window = 100) =>
        new() { IsKnown = true, Remaining = remaining, Window = window, ResetIn = Seconds(resetIn) };

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

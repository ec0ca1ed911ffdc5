namespace Lobstr.Reactive.Tests;

/// <summary>The arithmetic of the budget, on instants alone: what follows from a 429.</summary>
public class RequestBudgetPauseTests : BudgetArithmetic
{
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
}

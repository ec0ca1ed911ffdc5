namespace Lobstr.Reactive.Tests;

/// <summary>The arithmetic of the budget, on instants alone: what the headers leave.</summary>
public class RequestBudgetHeaderTests : BudgetArithmetic
{
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
    public void Whoever_comes_after_the_reset_keeps_no_pace()
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
}

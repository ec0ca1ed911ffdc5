namespace Lobstr.Reactive.Tests;

/// <summary>The arithmetic of the budget, on instants alone: what the cap has room for.</summary>
public class RequestBudgetTests : BudgetArithmetic
{
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
}

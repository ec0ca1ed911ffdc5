using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>What the server says is left until its reset can only tighten the budget, and is never exceeded.</summary>
public class ServerLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_429_is_earned_by_somebody_else_or_never() =>
        Gen.Select(BudgetPlan.Any, Gen.Int[16, 100], Gen.OneOf(Gen.Const(0), Gen.Int[1, 80])).Sample(
            (plan, limit, share) =>
            {
                FixedWindowServer server = new(limit, share, plan.Seed);

                new GreedyClient(plan.NewBudget(), plan, server).RunTo(TimeSpan.FromMinutes(6));

                Assert.Equal(0, server.RefusedForNothing);
                Assert.True(share > 0 || server.Refused == 0, $"{server.Refused} refused");
            },
            iter: 1_000);

    [Fact]
    public void The_pace_does_not_exceed_what_is_left_until_the_reset() =>
        Gen.Select(Gen.Int[1, 89], Gen.Int[1, 60]).Sample(
            (remaining, resetIn) =>
            {
                TimeSpan reset = Second * resetIn;
                RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
                Exchange(budget, TimeSpan.Zero, Said(remaining, resetIn));

                List<TimeSpan> sent = SendAll(budget, reset, wanted: 3_000);

                Assert.InRange(sent.Count, 0, remaining);
                // Never more than three ahead of an even pace: the reset is known to a second or two.
                for (int i = 0; i < sent.Count; i++)
                    Assert.InRange(i, 0, (remaining * (sent[i] / reset)) + 3);
            },
            iter: 300);

    [Fact]
    public void Where_enough_is_left_nothing_waits()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        Exchange(budget, TimeSpan.Zero, Said(remaining: 60, resetIn: 60));

        Assert.Equal(TimeSpan.Zero, budget.NextSend(TimeSpan.Zero, wanted: 30, members: 10));
    }

    [Fact]
    public void Nothing_left_means_nothing_before_the_reset()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        TimeSpan? pause = Exchange(budget, TimeSpan.Zero, Said(remaining: 0, resetIn: 25));

        Assert.Equal(Second * 25, pause);
        Assert.Equal(Second * 25, budget.NextSend(Second, wanted: 1, members: 1));
        Assert.Equal(Second * 26, budget.NextSend(Second * 26, wanted: 1, members: 1));
    }

    [Fact]
    public void Requests_that_are_still_under_way_are_counted_as_taken()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        budget.OnSent(TimeSpan.Zero, due: TimeSpan.Zero);
        budget.OnSent(TimeSpan.Zero, due: TimeSpan.Zero);
        Exchange(budget, TimeSpan.Zero, Said(remaining: 2, resetIn: 25));

        Assert.Equal(Second * 25, budget.NextSend(Second, wanted: 1, members: 1));
    }

    [Fact]
    public void An_answer_that_was_long_on_its_way_does_not_give_back_what_others_were_told_is_taken()
    {
        // The first request arrives second and is answered first: 1 is left. The answer to the second does not know of it.
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        budget.OnSent(TimeSpan.Zero, due: TimeSpan.Zero);
        budget.OnSent(Second, due: Second);
        End(budget, sentAt: TimeSpan.Zero, now: Second * 3, Said(remaining: 1, resetIn: 25));
        End(budget, sentAt: Second, now: Second * 4, Said(remaining: 2, resetIn: 24));

        budget.OnSent(Second * 5, due: Second * 5);
        budget.OnEnded(Second * 5);

        Assert.Equal(Second * 28, budget.NextSend(Second * 6, wanted: 1, members: 1));
    }

    [Fact]
    public void Answers_to_questions_of_the_same_instant_may_come_in_any_order()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        budget.OnSent(TimeSpan.Zero, due: TimeSpan.Zero);
        budget.OnSent(TimeSpan.Zero, due: TimeSpan.Zero);
        End(budget, sentAt: TimeSpan.Zero, now: Second, Said(remaining: 0, resetIn: 25));
        End(budget, sentAt: TimeSpan.Zero, now: Second, Said(remaining: 1, resetIn: 25));

        Assert.Equal(Second * 26, budget.NextSend(Second, wanted: 1, members: 1));
    }

    [Fact]
    public void A_late_answer_that_says_nothing_is_left_is_believed()
    {
        // Within a window what is left only shrinks, so the smallest number is the newest.
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        budget.OnSent(TimeSpan.Zero, due: TimeSpan.Zero);
        budget.OnSent(Second, due: Second);
        End(budget, sentAt: Second, now: Second * 2, Said(remaining: 50, resetIn: 58));
        End(budget, sentAt: TimeSpan.Zero, now: Second * 20, Said(remaining: 0, resetIn: 40, window: 58 + 2));

        Assert.Equal(Second * 60, budget.NextSend(Second * 21, wanted: 1, members: 1));
    }

    [Fact]
    public void A_new_window_is_a_new_count()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        Exchange(budget, TimeSpan.Zero, Said(remaining: 1, resetIn: 25));
        Exchange(budget, Second * 26, Said(remaining: 89, resetIn: 60, window: 85));

        Assert.Equal(Second * 26, budget.NextSend(Second * 26, wanted: 1, members: 1));
    }

    [Fact]
    public void Each_answer_says_how_far_the_reset_is_at_most_and_the_nearest_counts()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        Exchange(budget, TimeSpan.Zero, Said(remaining: 1, resetIn: 25, window: 100));
        Exchange(budget, Second * 0.4, Said(remaining: 0, resetIn: 24, window: 100));

        Assert.Equal(Second * 24.4, budget.NextSend(Second, wanted: 1, members: 1));
    }

    [Theory]
    [InlineData(0, 121)]
    [InlineData(0, 600)]
    [InlineData(5, 31_536_000)]
    public void A_reset_more_than_two_windows_away_is_nonsense(int remaining, int resetIn)
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);

        Assert.Null(Exchange(budget, TimeSpan.Zero, Said(remaining, resetIn)));
        Assert.Equal(TimeSpan.Zero, budget.NextSend(TimeSpan.Zero, wanted: 30, members: 10));
    }

    [Fact]
    public void However_much_is_left_the_numbers_do_not_overflow()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        Exchange(budget, TimeSpan.Zero, Said(remaining: 89, resetIn: 60) with { Remaining = int.MaxValue });

        Assert.Equal(TimeSpan.Zero, budget.NextSend(TimeSpan.Zero, wanted: 30, members: 10));
    }

    private static RateLimit Said(int remaining, int resetIn, long window = 0) =>
        new() { IsKnown = true, Remaining = remaining, Window = window == 0 ? 60 : window, ResetIn = Second * resetIn };

    private static TimeSpan? Exchange(RequestBudget budget, TimeSpan now, RateLimit said)
    {
        budget.OnSent(now, due: now);
        return End(budget, sentAt: now, now, said);
    }

    private static TimeSpan? End(RequestBudget budget, TimeSpan sentAt, TimeSpan now, RateLimit said)
    {
        budget.OnEnded(now);
        TimeSpan? pause = budget.Update(said, now);
        budget.OnAccepted(sentAt);
        return pause;
    }

    private static List<TimeSpan> SendAll(RequestBudget budget, TimeSpan end, double wanted)
    {
        List<TimeSpan> sent = [];
        for (TimeSpan now = TimeSpan.Zero; (now = budget.NextSend(now, wanted, members: 100)) < end;)
        {
            sent.Add(now);
            budget.OnSent(now, due: now);
            budget.OnEnded(now);
        }
        return sent;
    }
}

using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>In no window does the server see more requests than the cap, and nobody waits longer than he must.</summary>
public class CapTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void Whatever_latency_does_the_server_never_sees_more_than_the_cap_in_a_window() =>
        BudgetPlan.Any.Sample(
            plan =>
            {
                GreedyClient client = new GreedyClient(plan.NewBudget(), plan).RunTo(TimeSpan.FromMinutes(6));

                Assert.InRange(BudgetPlan.MostInAWindow(client.Arrivals), 0, plan.Cap);
            },
            iter: 300);

    [Fact]
    public void What_the_headers_say_changes_nothing_about_that() =>
        Gen.Select(BudgetPlan.Any, Gen.Int[1, 200], Gen.Int[0, 100]).Sample(
            (plan, limit, share) =>
            {
                FixedWindowServer server = new(limit, share, plan.Seed);

                GreedyClient client = new GreedyClient(plan.NewBudget(), plan, server).RunTo(TimeSpan.FromMinutes(6));

                Assert.InRange(BudgetPlan.MostInAWindow(client.Arrivals), 0, plan.Cap);
            },
            iter: 300);

    [Fact]
    public void Nobody_waits_longer_than_a_window_while_nothing_is_under_way() =>
        BudgetPlan.Any.Sample(
            plan =>
            {
                GreedyClient client = new GreedyClient(plan.NewBudget(), plan).RunTo(TimeSpan.FromMinutes(6));

                Assert.InRange(client.LongestWait, TimeSpan.Zero, BudgetPlan.Window + Tick);
            },
            iter: 300);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    [InlineData(120)]
    public void The_whole_cap_is_used_where_everything_is_wanted_and_answers_come_at_once(int cap)
    {
        BudgetPlan plan = new(cap, Concurrency: 1, MaxLatency: TimeSpan.Zero, Idleness: 0, Seed: 1);

        GreedyClient client = new GreedyClient(plan.NewBudget(), plan).RunTo(TimeSpan.FromMinutes(20));

        Assert.InRange(client.Sent.Count, 20 * cap * 98 / 100, (20 * cap) + 1);
    }

    [Fact]
    public void When_more_is_wanted_than_may_be_sent_it_is_spread_evenly_from_the_first_request_on()
    {
        RequestBudget budget = new(90, defaultLimit: 90, BudgetPlan.Window);
        List<TimeSpan> sent = [];
        for (TimeSpan now = TimeSpan.Zero; now < TimeSpan.FromMinutes(10); now = budget.NextSend(now, wanted: 3_000, members: 100))
        {
            if (budget.NextSend(now, wanted: 3_000, members: 100) > now)
                continue;
            sent.Add(now);
            budget.OnSent(now, due: now);
            budget.OnEnded(now);
        }

        TimeSpan[] gaps = [.. sent.Zip(sent.Skip(1), (one, next) => next - one)];
        Assert.All(gaps, gap => Assert.InRange(gap.TotalSeconds, 0.66, 0.68));
    }
}

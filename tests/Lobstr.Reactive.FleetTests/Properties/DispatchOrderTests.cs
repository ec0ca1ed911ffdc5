using CsCheck;
using static Lobstr.Reactive.FleetTests.History;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Nobody starves: whoever is due has his turn after everybody else has had one, at the pace of the cap.</summary>
public class DispatchOrderTests
{
    private const int Runs = 80;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // Whoever is due is behind those who were due before him, each of them once, for they are due again after him. Only
    // somebody's first request overtakes.
    [Fact]
    public void While_one_waits_every_other_upload_is_asked_at_most_once_and_once_more_for_each_newcomer() => ForAll((history, _) =>
    {
        foreach (Wait wait in history.Waits)
        {
            foreach (IGrouping<string, Turn> turns in history.During(wait).GroupBy(turn => turn.Id))
            {
                int most = 1 + history.NewcomersOf(turns.Key, wait.From, wait.To);
                Assert.True(turns.Count() <= most, $"{wait}: {turns.Key} had {turns.Count()} turns.");
            }
        }
    });

    [Fact]
    public void Newcomers_take_at_most_every_second_permit_from_those_who_were_due_before_them() => ForAll((history, _) =>
    {
        foreach (Wait wait in history.Waits.Where(wait => !wait.IsFirst))
        {
            IReadOnlyList<Turn> turns = history.During(wait);
            // Who becomes due at the same instant overtakes nobody.
            int overtaken = turns.Count(turn => history.NewcomersOf(turn.Id, wait.From + 0.001, turn.At) > 0);
            Assert.True(overtaken <= turns.Count - overtaken + 1, $"{wait}: {overtaken} of {turns.Count} turns went to newcomers.");
        }
    });

    [Fact]
    public void A_newcomer_waits_for_nobody_but_the_newcomers_before_him_and_one_other_for_each() => ForAll((history, _) =>
    {
        Wait[] newcomers = [.. history.Waits.Where(wait => wait.IsFirst)];
        foreach (Wait wait in newcomers)
        {
            int before = newcomers.Count(other => other != wait && other.From <= wait.From && other.To >= wait.From);
            Assert.True(history.During(wait).Count <= (2 * before) + 1, $"{wait}, behind {before} newcomers.");
        }
    });

    // One wait for permits to return, and then the pace of the cap, or of as many requests as may be under way.
    [Fact]
    public void Nobody_waits_longer_than_the_pace_makes_him() => ForAll((history, plan) =>
    {
        double latency = plan.LatencyMs / 1000.0;
        double pace = Math.Max((60 + latency) / plan.Cap, latency / plan.Concurrency);
        foreach (Wait wait in history.Waits)
        {
            int turns = history.During(wait).Count + 1;
            Assert.True(wait.To - wait.From <= 60 + latency + (turns * pace * 1.1) + 0.001, $"{wait}: {turns} turns of {pace} s.");
        }
    });

    private static void ForAll(Action<History, QueuePlan> check) => QueuePlan.Any.Sample(
        plan =>
        {
            using FleetRun run = plan.Open(new() { RateLimitHeaders = false, TaskRateLimit = null });
            plan.ComeAndGo(run, _ => new() { Schedule = PollSchedule.Every(Interval) });
            run.RunTo(QueuePlan.End);
            check(new History(run, Interval), plan);
        },
        iter: Runs);
}

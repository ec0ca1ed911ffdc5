using CsCheck;
using static Lobstr.Reactive.FleetTests.History;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Nobody starves: whoever is due is sent within three rounds, whatever the others are worth.</summary>
public class DispatchOrderTests
{
    private const int Runs = 80;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // One wait for permits to return, and then three rounds: as many permits as there were others that wanted one, three times.
    [Fact]
    public void Nobody_waits_longer_than_three_rounds() => ForAll((history, plan) =>
    {
        double latency = plan.LatencyMs / 1000.0;
        double pace = Math.Max((60 + latency) / plan.Cap, latency / plan.Concurrency);
        foreach (Wait wait in history.Waits)
        {
            int others = history.OthersDuring(wait);
            Assert.True(
                wait.To - wait.From <= 60 + latency + (3 * (others + 1) * pace * 1.1) + 0.001,
                $"{wait}: {others} others at {pace} s.");
        }
    });

    // A newcomer may overtake, but every second permit is for somebody who was due before it.
    [Fact]
    public void Whoever_waits_sees_nobody_sent_more_than_a_few_times() => ForAll((history, _) =>
    {
        foreach (Wait wait in history.Waits)
        {
            foreach (IGrouping<string, Turn> turns in history.During(wait).GroupBy(turn => turn.Id))
                Assert.True(turns.Count() <= 4 + history.NewcomersOf(turns.Key, wait.From, wait.To), $"{wait}: {turns.Key} was sent {turns.Count()} times.");
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

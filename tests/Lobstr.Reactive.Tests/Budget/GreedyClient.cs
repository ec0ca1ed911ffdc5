namespace Lobstr.Reactive.Tests;

/// <summary>
/// Sends whenever a budget lets it, over a line of random latency, and tells the budget what comes back. All of it is decided
/// by one seed.
/// </summary>
internal sealed class GreedyClient(RequestBudget budget, BudgetPlan plan, FixedWindowServer? server = null)
{
    private readonly Random _random = new(plan.Seed);
    private readonly PriorityQueue<Action, TimeSpan> _events = new();
    private int _inFlight;

    public TimeSpan Now { get; private set; }

    /// <summary>When each request was sent.</summary>
    public List<TimeSpan> Sent { get; } = [];

    /// <summary>When each request reached the server.</summary>
    public List<TimeSpan> Arrivals { get; } = [];

    /// <summary>The longest that the budget kept somebody waiting while nothing was under way.</summary>
    public TimeSpan LongestWait { get; private set; }

    public GreedyClient RunTo(TimeSpan end)
    {
        while (Now < end)
            Step();
        return this;
    }

    private void Step()
    {
        TimeSpan next = _inFlight < plan.Concurrency ? budget.NextSend(Now, Wanted(), _random.Next(1, 40)) : Clock.Never;
        Assert.True(next >= Now, "The budget says an instant that has passed.");
        if (_inFlight == 0)
            LongestWait = Clock.Max(LongestWait, next - Now);
        if (next == Now && _random.NextDouble() >= plan.Idleness)
        {
            Send();
            return;
        }
        if (next == Now)
            next = Now + RandomSpan(TimeSpan.FromSeconds(20)) + TimeSpan.FromTicks(1);
        if (_events.TryPeek(out Action? happens, out TimeSpan instant) && instant <= next)
        {
            _events.Dequeue();
            Now = instant;
            happens();
        }
        else
        {
            Assert.True(next < Clock.Never, "Nothing is under way, and the budget says never.");
            Now = next;
        }
    }

    private void Send()
    {
        TimeSpan sentAt = Now;
        budget.OnSent(Now, due: Now);
        _inFlight++;
        Sent.Add(Now);
        long knowledge = server?.Knowledge ?? 0;
        _events.Enqueue(() => Arrive(sentAt, knowledge), Now + RandomSpan(plan.MaxLatency));
    }

    private void Arrive(TimeSpan sentAt, long knowledge)
    {
        Arrivals.Add(Now);
        ServerAnswer? answer = server?.Answer(Now, knowledge);
        _events.Enqueue(() => End(sentAt, answer), Now + RandomSpan(plan.MaxLatency));
    }

    private void End(TimeSpan sentAt, ServerAnswer? answer)
    {
        _inFlight--;
        budget.OnEnded(Now);
        if (answer is null)
            return;
        server!.Told(answer);
        budget.Update(answer.Limit, Now);
        if (answer.IsRefused)
            budget.OnThrottled(retryAfter: null, answer.Limit, sentAt, Now);
        else
            budget.OnAccepted(sentAt);
    }

    // What a queue says it wants may be anything from one call to a thousand polls without a pause.
    private double Wanted() => Math.Pow(10, (_random.NextDouble() * 6) - 1);

    private TimeSpan RandomSpan(TimeSpan longest) => TimeSpan.FromTicks((long)(longest.Ticks * Math.Pow(_random.NextDouble(), 3)));
}

namespace Lobstr.Reactive.Tests;

/// <summary>After a 429 everything waits, then one request finds out, then all go on without hurry.</summary>
public class PauseTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Retry_After_comes_before_the_reset_and_the_reset_before_a_guess()
    {
        RateLimit reset = new() { IsKnown = true, Remaining = 0, Window = 60, ResetIn = Second * 40 };

        Assert.Equal(Second * 5, New().OnThrottled(Second * 5, reset, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(Second * 40, New().OnThrottled(null, reset, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(Second * 40, New().OnThrottled(TimeSpan.Zero, reset, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(Second, New().OnThrottled(null, default, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(Second, New().OnThrottled(null, reset with { ResetIn = Second * 121 }, TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void A_guess_doubles_up_to_a_window()
    {
        RequestBudget budget = New();
        List<double> pauses = [];
        TimeSpan now = TimeSpan.Zero;
        for (int i = 0; i < 100; i++)
        {
            TimeSpan until = Refuse(budget, now)!.Value;
            pauses.Add((until - now).TotalSeconds);
            now = until;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses.Take(8));
        Assert.All(pauses.Skip(6), pause => Assert.Equal(60, pause));
    }

    [Fact]
    public void An_answer_that_is_welcome_starts_the_guesses_anew()
    {
        RequestBudget budget = New();
        Refuse(budget, TimeSpan.Zero);
        Refuse(budget, Second);
        budget.OnAccepted(sentAt: Second * 1_000);

        Assert.Equal(Second * 11, Refuse(budget, Second * 10));
    }

    [Fact]
    public void Only_the_longest_of_several_pauses_counts_and_only_that_is_news()
    {
        RequestBudget budget = New();

        Assert.Equal(Second * 30, Refuse(budget, TimeSpan.Zero, Second * 30));
        Assert.Null(Refuse(budget, Second, Second * 10));
        Assert.Equal(Second * 30, budget.NextSend(Second * 2, wanted: 1, members: 1));
    }

    [Fact]
    public void After_it_one_request_at_a_time_finds_out()
    {
        RequestBudget budget = New();
        Refuse(budget, TimeSpan.Zero, Second * 30);
        budget.OnSent(Second * 30, due: Second * 30);

        Assert.Equal(Clock.Never, budget.NextSend(Second * 40, wanted: 3_000, members: 100));
    }

    [Fact]
    public void For_a_window_after_it_nothing_is_sent_in_a_burst()
    {
        RequestBudget budget = New();
        budget.OnSent(TimeSpan.Zero, due: TimeSpan.Zero);
        budget.OnEnded(TimeSpan.Zero);
        budget.OnThrottled(Second * 30, new() { IsKnown = true, Remaining = 0, Window = 100, ResetIn = Second * 30 }, TimeSpan.Zero, TimeSpan.Zero);
        List<TimeSpan> sent = [];
        for (TimeSpan now = Second * 30; now < Second * 90; now = budget.NextSend(now, wanted: 30, members: 2))
        {
            sent.Add(now);
            budget.OnSent(now, due: now);
            budget.OnEnded(now);
            budget.OnAccepted(now);
        }

        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 0.66, 1));
        Assert.InRange(sent.Count, 60, 91);
    }

    private static RequestBudget New() => new(90, defaultLimit: 90, BudgetPlan.Window);

    private static TimeSpan? Refuse(RequestBudget budget, TimeSpan now, TimeSpan? retryAfter = null)
    {
        budget.OnSent(now, due: now);
        budget.OnEnded(now);
        return budget.OnThrottled(retryAfter, default, sentAt: now, now);
    }
}

namespace Lobstr.Reactive.Tests;

/// <summary>Budgets to which something has happened, and the instants and headers of tests about them.</summary>
public abstract class BudgetArithmetic
{
    protected const int Cap = 30;
    protected const int Usual = 90;
    protected const int Many = 10;

    protected static TimeSpan Window { get; } = TimeSpan.FromSeconds(60);

    private protected static RequestBudget Sent(int requests, bool areUnderWay = false)
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

    private protected static RateLimit Limit(int remaining, double resetIn, long window = 100) =>
        new() { IsKnown = true, Remaining = remaining, Window = window, ResetIn = Seconds(resetIn) };

    protected static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

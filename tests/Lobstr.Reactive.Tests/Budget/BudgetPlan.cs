using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>A world for a budget to keep its promises in.</summary>
/// <param name="Cap">The client's own cap.</param>
/// <param name="Concurrency">The most requests under way.</param>
/// <param name="MaxLatency">The longest way to the server, and the longest way back.</param>
/// <param name="Idleness">How often the client has nothing to ask although it might.</param>
/// <param name="Seed">Decides everything else.</param>
internal sealed record BudgetPlan(int Cap, int Concurrency, TimeSpan MaxLatency, double Idleness, int Seed)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static readonly Gen<BudgetPlan> Any =
        from cap in Gen.Int[1, 120]
        from concurrency in Gen.Int[1, 16]
        from latency in Gen.OneOf(Gen.Const(0), Gen.Int[1, 1_000], Gen.Int[1_000, 60_000])
        from idleness in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 0.6])
        from seed in Gen.Int[0, int.MaxValue - 1]
        select new BudgetPlan(cap, concurrency, TimeSpan.FromMilliseconds(latency), idleness, seed);

    public RequestBudget NewBudget() => new(Cap, defaultLimit: 90, Window);

    /// <summary>The most instants that lie in any window, both its ends included: counted the long way round.</summary>
    public static int MostInAWindow(IReadOnlyCollection<TimeSpan> instants) =>
        instants.Select(start => instants.Count(instant => instant >= start && instant <= start + Window)).DefaultIfEmpty(0).Max();
}

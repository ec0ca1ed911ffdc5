using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>How much later than an ideal round robin the ends of a fleet are known.</summary>
internal static class LagRatio
{
    private const int Seeds = 10;

    public static double Of(int uploads)
    {
        double ours = 0;
        double ideal = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var plan = new FleetPlan(uploads, seed, Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed));
            ours += Fleet.Watched(plan).MeanLag.TotalSeconds;
            ideal += Fleet.InTurn(plan).MeanLag.TotalSeconds;
        }
        return ours / ideal;
    }
}

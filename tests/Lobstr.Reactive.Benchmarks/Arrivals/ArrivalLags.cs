using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>The mean lag of uploads that begin one after another, by how many begin in a second.</summary>
/// <param name="PerSecond">How many begin in a second.</param>
/// <param name="Loop">Of a loop for each upload that asks every 2 s and obeys Retry-After.</param>
/// <param name="InTurn">Of asking whoever was asked longest ago.</param>
/// <param name="Ours">Of the library.</param>
/// <param name="Least">Were it known who has ended.</param>
internal sealed record ArrivalLags(double PerSecond, double Loop, double InTurn, double Ours, double Least)
{
    private const int Uploads = 400;
    private const int Seeds = 5;
    private static readonly double[] Rates = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1];

    public static IReadOnlyList<ArrivalLags> Measure(Lives lives) => [.. Rates.Select(rate => At(rate, lives))];

    private static ArrivalLags At(double perSecond, Lives lives)
    {
        FleetPlan[] plans =
        [
            .. Enumerable.Range(1, Seeds).Select(seed => FleetPlan.Arriving(Uploads, perSecond, lives, seed, Latency.Constant(TimeSpan.FromMilliseconds(50)))),
        ];
        return new(perSecond, Mean(Fleet.Looped), Mean(Fleet.InTurn), Mean(Fleet.Watched), Mean(Fleet.Least));

        double Mean(Func<FleetPlan, FleetReport> run) => plans.Average(plan => run(plan).MeanLag.TotalSeconds);
    }
}

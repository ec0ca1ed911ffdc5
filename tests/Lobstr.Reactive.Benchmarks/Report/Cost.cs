namespace Lobstr.Reactive.Benchmarks;

/// <summary>What something costs each time.</summary>
/// <param name="Time">Nanoseconds.</param>
/// <param name="Bytes">Bytes allocated.</param>
internal readonly record struct Cost(double Time, double Bytes)
{
    public static Cost Median(IReadOnlyCollection<Cost> costs) =>
        new(Median(costs.Select(cost => cost.Time)), Median(costs.Select(cost => cost.Bytes)));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

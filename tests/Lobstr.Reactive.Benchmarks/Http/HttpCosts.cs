namespace Lobstr.Reactive.Benchmarks;

/// <summary>What a poll over HTTP costs, in each way and round.</summary>
internal sealed class HttpCosts(IReadOnlyDictionary<string, IReadOnlyList<Cost>> rounds)
{
    public Cost Of(string way) => Cost.Median(rounds[way]);

    /// <summary>The median of the ratios, round by round.</summary>
    public double TimeRatio(string way, string other) =>
        Cost.Median(rounds[way].Zip(rounds[other], (one, two) => one.Time / two.Time));
}

using System.Globalization;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Many uploads, one API key: no 429, and hardly later than an ideal round robin.</summary>
public sealed class FleetTests(ITestOutputHelper output)
{
    private const int Cap = 90;
    private const int Seeds = 5;

    public static TheoryData<int, string> Fleets => new MatrixTheoryData<int, string>([20, 100, 500, 2_000], ["none", "constant", "varying"]);

    [Theory]
    [MemberData(nameof(Fleets))]
    public void Never_earns_a_429_and_every_upload_ends(int uploads, string latency)
    {
        var ratios = new List<(double Ours, double Ideal)>();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var plan = new FleetPlan(uploads, seed, LatencyOf(latency, seed));
            FleetReport watched = Fleet.Watched(plan);
            FleetReport ideal = Fleet.InTurn(plan);
            output.WriteLine($"{uploads,5} uploads, seed {seed}, latency {latency}");
            output.WriteLine($"  watched  {watched}");
            output.WriteLine($"  ideal    {ideal}");
            if (seed == 1)
                output.WriteLine($"  loop     {Fleet.Looped(new FleetPlan(uploads, seed, LatencyOf(latency, seed)))}");

            Assert.Equal(0, watched.Throttled);
            Assert.True(watched.MostInAWindow <= Cap, $"{watched.MostInAWindow} requests in 60 s");
            Assert.Equal(uploads, watched.Lags.Count(lag => lag >= TimeSpan.Zero));
            ratios.Add((watched.MeanLag.TotalSeconds, ideal.MeanLag.TotalSeconds));
        }

        double ratio = ratios.Sum(each => each.Ours) / ratios.Sum(each => each.Ideal);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  mean lag over all seeds: {ratio:0.000} times the ideal"));
        if (uploads >= 100)
            Assert.True(ratio <= 1.03, $"The mean lag is {ratio} times the ideal.");
    }

    [Theory]
    [InlineData(20, "none")]
    [InlineData(20, "varying")]
    [InlineData(100, "constant")]
    [InlineData(100, "varying")]
    [InlineData(500, "varying")]
    public void Uploads_that_never_end_are_asked_in_even_turns(int uploads, string latency)
    {
        TimeSpan round = TimeSpan.FromSeconds(uploads / 1.5);
        IReadOnlyList<IReadOnlyList<TimeSpan>> asked = Fleet.Endless(uploads, LatencyOf(latency, 1), (round * 12) + TimeSpan.FromMinutes(10));

        double[] gaps = [.. asked.SelectMany(instants => instants.Skip(1).Zip(instants.Skip(2), (one, next) => (next - one).TotalSeconds))];

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{uploads} uploads, latency {latency}: {gaps.Length} gaps, mean {gaps.Average():0.00} s, largest {gaps.Max():0.00} s, ratio {gaps.Max() / gaps.Average():0.000}"));
        Assert.Equal(uploads, asked.Count);
        Assert.True(gaps.Max() <= 1.25 * gaps.Average(), $"The largest gap is {gaps.Max()} s, the mean {gaps.Average()} s.");
    }

    private static Latency LatencyOf(string kind, int seed) => kind switch
    {
        "none" => Latency.None,
        "constant" => Latency.Constant(TimeSpan.FromMilliseconds(80)),
        _ => Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed),
    };
}

using System.Globalization;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Uploads dealt out to several clients that share a budget: to the service, and to those who wait for SUCCESS, they are one client.</summary>
public sealed class SharedFleetTests(ITestOutputHelper output)
{
    // What is lost by sharing.
    private const double Most = 1.05;

    private static readonly Latency Latency = Latency.Constant(TimeSpan.FromMilliseconds(50));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void All_begin_together(int clients) => Compare(clients, seeds: 2, seed => new FleetPlan(300, seed, Latency), "300 together");

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(2, 0.3)]
    [InlineData(5, 0.3)]
    [InlineData(20, 0.3)]
    [InlineData(1, 0.6)]
    [InlineData(2, 0.6)]
    [InlineData(5, 0.6)]
    [InlineData(20, 0.6)]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.0)]
    [InlineData(5, 1.0)]
    [InlineData(20, 1.0)]
    public void They_begin_one_after_another(int clients, double perSecond) => Compare(
        clients,
        seeds: 6,
        seed => FleetPlan.Arriving(400, perSecond, Lives.Exponential, seed, Latency),
        string.Create(CultureInfo.InvariantCulture, $"{perSecond} a second"));

    private void Compare(int clients, int seeds, Func<int, FleetPlan> plan, string what)
    {
        double shared = 0, alone = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            FleetReport report = Fleet.Shared(plan(seed), clients);
            Assert.Equal(0, report.Throttled);
            Assert.InRange(report.MostInAWindow, 0, 90);
            shared += report.MeanLag.TotalSeconds / seeds;
            alone += Fleet.Watched(plan(seed)).MeanLag.TotalSeconds / seeds;
        }
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}, {clients} clients: {shared:0.00} s, one client {alone:0.00} s ({shared / alone:0.000})"));
        Assert.True(shared <= Most * alone, $"The mean lag is {shared / alone} times that of one client.");
    }
}

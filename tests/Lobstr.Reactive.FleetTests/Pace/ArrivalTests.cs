using System.Globalization;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Uploads that begin one after another, as in a program at work: SUCCESS is told no later than by asking in turn, and sooner if lives can be learned.</summary>
public sealed class ArrivalTests(ITestOutputHelper output)
{
    private const int Uploads = 400;
    private const int Seeds = 8;

    [Theory]
    [InlineData("exponential", 0.3, 1.05)]
    [InlineData("exponential", 0.6, 1.05)]
    [InlineData("exponential", 1.0, 1.05)]
    [InlineData("heavy-tailed", 0.3, 1.00)]
    [InlineData("heavy-tailed", 0.6, 1.00)]
    [InlineData("heavy-tailed", 1.0, 0.95)]
    [InlineData("uniform", 0.3, 1.00)]
    [InlineData("uniform", 0.6, 1.00)]
    [InlineData("uniform", 1.0, 1.00)]
    [InlineData("Pareto", 0.3, 1.00)]
    [InlineData("Pareto", 0.6, 1.00)]
    [InlineData("Pareto", 1.0, 1.00)]
    public void The_mean_lag_beside_that_of_asking_in_turn(string lives, double perSecond, double most)
    {
        double ours = 0, inTurn = 0, least = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            FleetPlan plan = FleetPlan.Arriving(Uploads, perSecond, Lives.ByName[lives], seed, Latency.Constant(TimeSpan.FromMilliseconds(50)));
            FleetReport watched = Fleet.Watched(plan);
            Assert.Equal(0, watched.Throttled);
            Assert.InRange(watched.MostInAWindow, 0, 90);
            ours += watched.MeanLag.TotalSeconds / Seeds;
            inTurn += Fleet.InTurn(plan).MeanLag.TotalSeconds / Seeds;
            least += Fleet.Least(plan).MeanLag.TotalSeconds / Seeds;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{lives} lives, {perSecond} a second: ours {ours:0.00} s, in turn {inTurn:0.00} s ({ours / inTurn:0.000}), the least possible {least:0.00} s"));
        Assert.True(ours <= most * inTurn, $"The mean lag is {ours / inTurn} times that of asking in turn.");
    }
}

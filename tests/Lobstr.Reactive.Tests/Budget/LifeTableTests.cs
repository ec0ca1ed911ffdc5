using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>What is learned of lives: how likely an end is at each age.</summary>
public class LifeTableTests
{
    private static readonly Gen<(TimeSpan From, TimeSpan To, bool HasEnded)[]> AnyLives =
        Gen.Select(Gen.Double[0, 4], Gen.Double[-1, 4], Gen.Bool, (from, length, hasEnded) =>
            (At(Math.Pow(10, from) - 1), At(Math.Pow(10, from) - 1 + Math.Pow(10, length)), hasEnded)).Array[0, 200];

    [Fact]
    public void Without_knowledge_an_end_is_as_likely_at_every_age()
    {
        LifeTable nothing = new();
        LifeTable noEnd = new();
        for (int i = 0; i < 300; i++)
            noEnd.Observe(At(0), At(100), hasEnded: false);

        foreach (LifeTable table in (LifeTable[])[nothing, noEnd])
        {
            double second = table.Expected(At(0), At(1));
            Assert.Equal(3 * second, table.Expected(At(2), At(5)), tolerance: 1e-9);
            Assert.Equal(1_000 * second, table.Expected(At(50), At(1_050)), tolerance: 1e-6);
        }
    }

    [Fact]
    public void An_end_is_spread_over_the_ages_that_it_may_have_come_at()
    {
        LifeTable table = new();
        table.Observe(At(0), At(8), hasEnded: true);

        // Half of it at each of two ages, 3 s at the first and 1 s at the second. One end in 4 s: five ends of doubt are 20 s.
        Assert.Equal(4 * 5.5 / 23, table.Expected(At(0), At(4)), tolerance: 1e-9);
        Assert.Equal(4 * 5.5 / 21, table.Expected(At(4), At(8)), tolerance: 1e-9);
        Assert.Equal(8 * 5.0 / 20, table.Expected(At(8), At(16)), tolerance: 1e-9);
    }

    [Fact]
    public void Time_without_an_end_makes_one_less_likely_at_that_age()
    {
        LifeTable table = new();
        table.Observe(At(0), At(4), hasEnded: true);
        table.Observe(At(4), At(8), hasEnded: false);

        // One end in 2 + 4 s: five ends of doubt are 30 s.
        Assert.Equal(4 * 6.0 / 32, table.Expected(At(0), At(4)), tolerance: 1e-9);
        Assert.Equal(4 * 5.0 / 34, table.Expected(At(4), At(8)), tolerance: 1e-9);
        Assert.Equal(8 * 5.0 / 30, table.Expected(At(8), At(16)), tolerance: 1e-9);
    }

    [Fact]
    public void What_ends_as_soon_as_one_looks_has_ended_at_that_age()
    {
        LifeTable table = new();
        table.Observe(At(5), At(5), hasEnded: true);

        // It has lived for a moment, but the mean is not without end: one in a second.
        Assert.Equal(4 * 5.0 / 5, table.Expected(At(0), At(4)), tolerance: 1e-9);
        Assert.Equal(4 * 6.0 / 5, table.Expected(At(4), At(8)), tolerance: 1e-9);
    }

    [Fact]
    public void An_end_counts_one_and_the_time_up_to_it_counts_whatever_was_seen_before() => AnyLives.Sample(lives =>
    {
        LifeTable table = new();
        LifeSums sums = new();
        foreach ((TimeSpan from, TimeSpan to, bool hasEnded) in lives)
        {
            table.Observe(from, to, hasEnded);
            sums.Observe(from, to, hasEnded);
        }

        Assert.Equal(sums.AllEnds, sums.Ends.Sum(), tolerance: 1e-6);
        for (double at = 0; at < 20_000; at = (at * 2) + 1)
            Assert.Equal(1, table.Expected(At(at), At(at + 1)) / sums.Expected(At(at), At(at + 1)), tolerance: 1e-9);
    });

    [Fact]
    public void A_span_expects_what_its_parts_expect() =>
        Gen.Select(AnyLives, Gen.Double[0, 5_000].Array[3]).Sample((lives, instants) =>
        {
            LifeTable table = new();
            foreach ((TimeSpan from, TimeSpan to, bool hasEnded) in lives)
                table.Observe(from, to, hasEnded);
            Array.Sort(instants);
            (TimeSpan first, TimeSpan middle, TimeSpan last) = (At(instants[0]), At(instants[1]), At(instants[2]));

            double parts = table.Expected(first, middle) + table.Expected(middle, last);

            Assert.Equal(table.Expected(first, last), parts, tolerance: 1e-6 * (1 + parts));
            Assert.True(double.IsFinite(parts) && parts >= 0);
        });

    [Fact]
    public void Lives_that_end_at_a_constant_rate_teach_the_same_at_every_age()
    {
        LifeTable table = Lived(random => -100 * Math.Log(1 - random));

        foreach (double age in (double[])[1, 10, 30, 100, 200])
            Assert.Equal(0.01, table.Expected(At(age), At(age + 1)), tolerance: 0.004);
    }

    [Fact]
    public void Lives_with_a_long_tail_teach_that_what_is_old_will_grow_older()
    {
        // Pareto: the rate of ends is 1 / (age + 10).
        LifeTable table = Lived(random => (10 / (1 - random)) - 10);

        double[] rates = [.. new[] { 2.0, 10, 40, 150, 600 }.Select(age => table.Expected(At(age), At(age + 1)))];

        Assert.Equal(rates.OrderDescending(), rates);
        Assert.InRange(rates[0] / rates[^1], 10, 100);
    }

    [Fact]
    public void What_was_seen_long_ago_is_forgotten()
    {
        // Once they ended young; for 3,500 ends now they have not before they were 100 s old.
        LifeTable table = new();
        for (int i = 0; i < 1_000; i++)
            table.Observe(At(0), At(2), hasEnded: true);
        double before = table.Expected(At(0), At(2)) / table.Expected(At(100), At(102));
        for (int i = 0; i < 3_500; i++)
        {
            table.Observe(At(0), At(100), hasEnded: false);
            table.Observe(At(100), At(102), hasEnded: true);
        }

        Assert.InRange(before, 0.9, 1.1);
        Assert.InRange(table.Expected(At(0), At(2)) / table.Expected(At(100), At(102)), 0, 0.2);
    }

    // Two thousand lives, looked at every second up to 2,000 s.
    private static LifeTable Lived(Func<double, double> life)
    {
        LifeTable table = new();
        Random random = new(1);
        for (int i = 0; i < 2_000; i++)
        {
            double end = Math.Min(life(random.NextDouble()), 2_000);
            double seen = Math.Floor(end);
            table.Observe(At(0), At(seen), hasEnded: false);
            table.Observe(At(seen), At(seen + 1), hasEnded: end < 2_000);
        }

        return table;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

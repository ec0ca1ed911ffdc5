namespace Lobstr.Reactive.Tests;

/// <summary>What a <see cref="LifeTable"/> is to know, the long way round: sums for each age, by the book.</summary>
internal sealed class LifeSums
{
    public double[] Ends { get; } = new double[LifeTable.Ages];

    public double[] Times { get; } = new double[LifeTable.Ages];

    public double AllEnds { get; private set; }

    public double AllTime { get; private set; }

    public void Observe(TimeSpan from, TimeSpan to, bool hasEnded)
    {
        if (hasEnded)
            Forget();
        (int Age, double Length, double Expected)[] parts = [.. PartsOf(from, to)];
        double left = 1;
        foreach ((int age, double length, double expected) in parts)
        {
            double share = hasEnded ? expected / parts.Sum(part => part.Expected) : 0;
            double lived = length * (left - (share / 2));
            (Ends[age], Times[age], AllTime, left) = (Ends[age] + share, Times[age] + lived, AllTime + lived, left - share);
        }

        if (!hasEnded)
            return;
        AllEnds++;
        AllTime = Math.Max(AllTime, 1);
    }

    public double Expected(TimeSpan from, TimeSpan to) => PartsOf(from, to).Sum(part => part.Expected);

    private IEnumerable<(int Age, double Length, double Expected)> PartsOf(TimeSpan from, TimeSpan to)
    {
        for (int age = 0; age < LifeTable.Ages; age++)
        {
            double start = Math.Max(from.TotalSeconds, age == 0 ? 0 : 4 * Math.Pow(2, age - 1));
            double end = Math.Min(to.TotalSeconds, age == LifeTable.Ages - 1 ? double.MaxValue : 4 * Math.Pow(2, age));
            double rate = AllEnds > 0 ? (Ends[age] + 5) / (Times[age] + (5 * AllTime / AllEnds)) : 1;
            if (end > start)
                yield return (age, end - start, (end - start) * rate);
        }
    }

    private void Forget()
    {
        for (int age = 0; age < LifeTable.Ages; age++)
            (Ends[age], Times[age]) = (Ends[age] * 0.998, Times[age] * 0.998);
        (AllEnds, AllTime) = (AllEnds * 0.998, AllTime * 0.998);
    }
}

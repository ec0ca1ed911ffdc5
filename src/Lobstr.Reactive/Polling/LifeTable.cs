namespace Lobstr.Reactive;

/// <summary>
/// What this client has seen of how long uploads (or runs) live: how many have ended at each age, and how much time was spent at it. Polls
/// do not see the end itself, but that it came between two of them. Ages are in octaves, for lives are from seconds to hours.
/// </summary>
internal sealed class LifeTable
{
    /// <summary>How many ages are told apart: the last begins after half a year.</summary>
    public const int Ages = 24;

    // Below this age everything is young.
    private const double Youth = 4;

    // The mean of all ages counts like so many ends at each: what has been seen too seldom changes no order.
    private const double Doubt = 5;

    // After 350 further ends what was seen counts half: the lives of one day are not those of the next.
    private const double Memory = 0.998;

    private readonly double[] _ends = new double[Ages];
    private readonly double[] _time = new double[Ages];
    private double _allEnds;
    private double _allTime;

    /// <summary>Which age it is.</summary>
    public static int AgeOf(TimeSpan age)
    {
        int index = 0;
        for (double end = Youth; age.TotalSeconds >= end && index < Ages - 1; end *= 2)
            index++;
        return index;
    }

    /// <summary>Two polls have seen whether something was there.</summary>
    /// <param name="from">How old it was at the first of them, at which it was there.</param>
    /// <param name="to">How old it was at the second.</param>
    /// <param name="hasEnded">Whether it was there no more.</param>
    public void Observe(TimeSpan from, TimeSpan to, bool hasEnded)
    {
        if (hasEnded)
            AddEnd(from, to);
        else
            AddTime(from, to);
    }

    /// <summary>How many ends are expected from one age to another, of something that was there at the first; the unit does not matter.</summary>
    public double Expected(TimeSpan from, TimeSpan to)
    {
        double expected = 0;
        for (var span = new AgeSpan(from, to, Youth); span.MoveNext();)
            expected += span.Length * Hazard(span.Age);
        return expected;
    }

    // As long as nothing has ended, nothing is known of when things do.
    private double Hazard(int age) =>
        _allEnds > 0 ? (_ends[age] + Doubt) / (_time[age] + (Doubt * _allTime / _allEnds)) : 1;

    private void AddTime(TimeSpan from, TimeSpan to)
    {
        for (var span = new AgeSpan(from, to, Youth); span.MoveNext();)
        {
            _time[span.Age] += span.Length;
            _allTime += span.Length;
        }
    }

    // The end is spread over the ages in between as far as it is expected at each; the time up to it so, too.
    private void AddEnd(TimeSpan from, TimeSpan to)
    {
        Forget();
        double expected = Expected(from, to);
        double left = 1;
        double lived = 0;
        for (var span = new AgeSpan(from, to, Youth); span.MoveNext();)
        {
            double share = span.Length * Hazard(span.Age) / expected;
            double time = span.Length * (left - (share / 2));
            _ends[span.Age] += share;
            _time[span.Age] += time;
            left -= share;
            lived += time;
        }
        // What ends at once, as soon as one looks, has lived for a moment.
        _ends[AgeOf(to)] += left;
        _allTime = Math.Max(_allTime + lived, 1);
        _allEnds++;
    }

    private void Forget()
    {
        for (int age = 0; age < Ages; age++)
        {
            _ends[age] *= Memory;
            _time[age] *= Memory;
        }
        _allEnds *= Memory;
        _allTime *= Memory;
    }
}

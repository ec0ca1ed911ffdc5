namespace Lobstr.Reactive;

/// <summary>How long whoever has had too many requests, and does not say how long to wait, is left alone.</summary>
internal static class GrowingPause
{
    /// <summary>The longest pause that is guessed: most services count by the minute.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>1 s, then 2, 4, 8 and so on.</summary>
    /// <param name="refusals">How many refusals there have been in a row, this one included.</param>
    /// <param name="longest">The longest pause.</param>
    public static TimeSpan After(int refusals, TimeSpan longest) => After(refusals, TimeSpan.FromSeconds(1), longest);

    /// <summary>As long as the first, then twice, four times, and so on.</summary>
    /// <param name="failures">How many failures there have been in a row, this one included.</param>
    /// <param name="first">The first pause.</param>
    /// <param name="longest">The longest pause.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        double ticks = first.Ticks * Math.Pow(2, Math.Min(failures - 1, 62));
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }
}

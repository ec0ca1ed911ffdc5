namespace Lobstr.Reactive;

/// <summary>How long whoever has had too many requests, and does not say how long to wait, is left alone.</summary>
internal static class GrowingPause
{
    /// <summary>The longest pause that is guessed: most services count by the minute.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>1 s, then 2, 4, 8 and so on.</summary>
    /// <param name="refusals">How many refusals there have been in a row, this one included.</param>
    /// <param name="longest">The longest pause.</param>
    public static TimeSpan After(int refusals, TimeSpan longest) =>
        Clock.Min(longest, TimeSpan.FromSeconds(Math.Pow(2, Math.Min(refusals - 1, 16))));
}

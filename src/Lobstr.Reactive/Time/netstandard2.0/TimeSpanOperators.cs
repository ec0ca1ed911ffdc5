namespace Lobstr.Reactive;

/// <summary>How spans of time are multiplied and divided since .NET Core 2.0.</summary>
internal static class TimeSpanOperators
{
    extension(TimeSpan)
    {
        public static TimeSpan operator *(TimeSpan span, double factor) => TimeSpan.FromTicks((long)Math.Round(span.Ticks * factor));

        public static TimeSpan operator /(TimeSpan span, double divisor) => TimeSpan.FromTicks((long)Math.Round(span.Ticks / divisor));

        public static double operator /(TimeSpan span, TimeSpan other) => span.Ticks / (double)other.Ticks;
    }
}

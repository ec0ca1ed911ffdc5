namespace Lobstr.Reactive;

/// <summary>What numbers and spans of time can do since .NET Core 2.0 and .NET 7, and the shared random numbers of .NET 6.</summary>
internal static class Numbers
{
    // Not thread-safe here: each thread has its own.
    [ThreadStatic]
    private static Random? _random;

    extension(double)
    {
        public static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);

        public static bool IsInteger(double number) => double.IsFinite(number) && Math.Truncate(number) == number;
    }

    extension(TimeSpan)
    {
        public static TimeSpan operator *(TimeSpan span, double factor) => TimeSpan.FromTicks((long)Math.Round(span.Ticks * factor));

        public static TimeSpan operator /(TimeSpan span, double divisor) => TimeSpan.FromTicks((long)Math.Round(span.Ticks / divisor));

        public static double operator /(TimeSpan span, TimeSpan other) => span.Ticks / (double)other.Ticks;
    }

    extension(Random)
    {
        // The clock, which seeds the usual one, is the same for threads that start together.
        public static Random Shared => _random ??= new Random(Guid.NewGuid().GetHashCode());
    }
}

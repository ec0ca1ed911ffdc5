namespace Lobstr.Reactive;

/// <summary>What numbers can do since .NET Core 3.0 and .NET 7, and the shared random numbers of .NET 6.</summary>
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

    extension(DateTimeOffset)
    {
        public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeSeconds(0);
    }

    extension(Random)
    {
        // The clock, which seeds the usual one, is the same for threads that start together.
        public static Random Shared => _random ??= new Random(Guid.NewGuid().GetHashCode());
    }
}

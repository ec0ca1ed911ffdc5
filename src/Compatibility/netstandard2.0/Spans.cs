using System.Buffers;

namespace Lobstr.Reactive;

/// <summary>The searches in spans of .NET 8.</summary>
internal static class Spans
{
    public static int IndexOfAnyExcept<T>(this ReadOnlySpan<T> span, SearchValues<T> values)
        where T : IEquatable<T>
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (!values.Contains(span[i]))
                return i;
        }
        return -1;
    }

    public static bool ContainsAnyExcept<T>(this ReadOnlySpan<T> span, SearchValues<T> values)
        where T : IEquatable<T> =>
        span.IndexOfAnyExcept(values) >= 0;

    public static bool Contains<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T> =>
        span.IndexOf(value) >= 0;

    public static bool ContainsAny<T>(this ReadOnlySpan<T> span, SearchValues<T> values)
        where T : IEquatable<T>
    {
        foreach (T item in span)
        {
            if (values.Contains(item))
                return true;
        }
        return false;
    }

    public static bool ContainsAnyExceptInRange<T>(this ReadOnlySpan<T> span, T low, T high)
        where T : IComparable<T>
    {
        foreach (T item in span)
        {
            if (item.CompareTo(low) < 0 || item.CompareTo(high) > 0)
                return true;
        }
        return false;
    }
}

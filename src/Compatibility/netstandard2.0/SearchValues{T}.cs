namespace System.Buffers;

/// <summary>A set of values to look for.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal sealed class SearchValues<T>(IEnumerable<T> values)
    where T : IEquatable<T>
{
    private readonly HashSet<T> _values = [.. values];

    public bool Contains(T value) => _values.Contains(value);
}

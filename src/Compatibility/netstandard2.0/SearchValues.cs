namespace System.Buffers;

/// <summary>A set of characters to look for.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class SearchValues
{
    public static SearchValues<char> Create(string values) => new(values.ToCharArray());
}

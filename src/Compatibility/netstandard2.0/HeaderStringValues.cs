namespace System.Net.Http.Headers;

/// <summary>The values of one header.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal readonly struct HeaderStringValues(string[] values)
{
    public override string ToString() => string.Join(", ", values);
}

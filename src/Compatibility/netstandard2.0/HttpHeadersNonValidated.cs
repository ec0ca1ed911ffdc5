namespace System.Net.Http.Headers;

/// <summary>Stands where headers are read as they came; here they are parsed first.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal readonly struct HttpHeadersNonValidated(HttpHeaders headers)
{
    public bool Contains(string name) => headers.Contains(name);

    public bool TryGetValues(string name, out HeaderStringValues values)
    {
        bool isThere = headers.TryGetValues(name, out IEnumerable<string>? all);
        values = isThere ? new HeaderStringValues([.. all!]) : default;
        return isThere;
    }
}

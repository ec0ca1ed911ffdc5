namespace System.Net.Http.Headers;

/// <summary>Stands where headers are read as they came; here they are parsed first.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal readonly struct HttpHeadersNonValidated(HttpHeaders headers)
{
    // HttpHeaders.Contains throws if the name is one of headers of another kind, as that of a content is to a response.
    public bool Contains(string name) => headers.TryGetValues(name, out _);

    public bool TryGetValues(string name, out HeaderStringValues values)
    {
        bool isThere = headers.TryGetValues(name, out IEnumerable<string>? all);
        values = isThere ? new HeaderStringValues([.. all!]) : default;
        return isThere;
    }
}

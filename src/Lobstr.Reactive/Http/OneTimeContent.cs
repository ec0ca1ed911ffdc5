using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// A body that goes out once. A handler that repeats a request asks for it again when the file has been read, and the rest of the
/// file, or nothing, would go out as a whole one; and what was sent before may have been taken.
/// </summary>
internal sealed class OneTimeContent : HttpContent
{
    // Smaller bodies are sent sooner than that is answered. It costs a round trip, and a second at a server that ignores it.
    private const long Large = 1024 * 1024;

    private readonly HttpContent _content;
    private readonly string _what;
    private readonly string _lookWith;
    private int _isSent;
    private volatile InvalidOperationException? _refusal;

    /// <param name="content">What goes out. Disposed with this one.</param>
    /// <param name="what">What to call it in an error message.</param>
    /// <param name="lookWith">What tells whether it was taken: a clause of that message.</param>
    /// <param name="mayAskFirst">Whether the server can be asked before it is sent.</param>
    public OneTimeContent(HttpContent content, string what, string lookWith, bool mayAskFirst)
    {
        _content = content;
        _what = what;
        _lookWith = lookWith;
        AsksFirst = mayAskFirst && content.Headers.ContentLength is not < Large;
        foreach (KeyValuePair<string, IEnumerable<string>> header in content.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    /// <summary>
    /// Whether to ask before it is sent (<c>Expect: 100-continue</c>): a server that refuses it and closes the connection while it
    /// is being sent would not be heard.
    /// </summary>
    public bool AsksFirst { get; }

    /// <summary>Whether it went out, or began to.</summary>
    public bool IsSent => Volatile.Read(ref _isSent) != 0;

    /// <summary>What whoever asked for it a second time was told; null if nobody did.</summary>
    public InvalidOperationException? Refusal => _refusal;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Claim();
        return _content.CopyToAsync(stream, context);
    }

#if NET
    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Claim();
        return _content.CopyToAsync(stream, context, cancellationToken);
    }
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    private void Claim()
    {
        if (Interlocked.Exchange(ref _isSent, 1) == 0)
            return;
        _refusal = new InvalidOperationException(
            $"The body of {_what} was asked for a second time: a handler of the HttpClient retries or repeats the request, or follows a redirect. It is sent once only, for of a file the rest would have gone out as the whole. {ApiErrors.Caveat(_what, _lookWith)} Exclude POST from what the handlers retry (the standard resilience handler: options.Retry.DisableForUnsafeHttpMethods()), and follow no redirects (AllowAutoRedirect = false).");
        throw _refusal;
    }
}

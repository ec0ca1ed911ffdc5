using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>What headers and bodies can do since .NET 5 and .NET 6.</summary>
internal static class HttpExtensions
{
    extension(HttpHeaders headers)
    {
        public HttpHeadersNonValidated NonValidated => new(headers);
    }

    /// <summary>The body is there, or is read as it is asked for: there is nothing to cancel yet.</summary>
    public static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }
}

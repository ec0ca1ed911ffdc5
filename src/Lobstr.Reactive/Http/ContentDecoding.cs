using System.IO.Compression;
using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>
/// Decompresses bodies. The handler of .NET could, but it would cost every answer more memory than a status has bytes.
/// </summary>
internal static class ContentDecoding
{
    /// <summary>The encodings that are understood, for <c>Accept-Encoding</c>.</summary>
    public const string Accepted =
#if NET
        "gzip, deflate, br";
#else
        "gzip, deflate";
#endif

    /// <summary>Whether a decompressor met what no compressor makes.</summary>
    public static bool IsDamage(Exception error) => error is InvalidDataException or InvalidOperationException { InnerException: null };

    /// <summary>The body as it was before it was compressed (RFC 9110 section 8.4.1).</summary>
    /// <param name="content">Says how it was compressed, if it was.</param>
    /// <param name="body">What came.</param>
    /// <exception cref="HttpRequestException">It was compressed in a way that nobody asked for.</exception>
    public static Stream Decode(HttpContent content, Stream body) =>
        !content.Headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues encodings)
            ? body
            : encodings.ToString().Trim().ToUpperInvariant() switch
            {
                "" or "IDENTITY" => body,
                "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
                "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
#if NET
                "BR" => new BrotliStream(body, CompressionMode.Decompress),
#endif
                var other => throw new HttpRequestException($"The answer is compressed as '{other}', which was not asked for."),
            };
}

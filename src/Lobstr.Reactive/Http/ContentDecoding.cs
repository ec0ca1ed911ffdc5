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

    /// <summary>
    /// For <c>Accept-Encoding</c> of a file, if nobody but us decides about it: places in a compressed body are no places in the file,
    /// and its length is not the file's.
    /// </summary>
    public const string Identity = "identity";

    /// <summary>
    /// The same through a handler of the caller's: one with <c>AutomaticDecompression</c> adds each encoding that is not named, and what it
    /// has decompressed has no length.
    /// </summary>
    public const string IdentityAlone = "identity, gzip;q=0, deflate;q=0, br;q=0";

    /// <summary>Whether a decompressor met what no compressor makes.</summary>
    public static bool IsCorruptData(Exception error) => error is InvalidDataException or InvalidOperationException { InnerException: null };

    /// <summary>How the body is compressed; empty if it is not.</summary>
    public static string EncodingOf(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues encodings)
        && encodings.ToString().Trim() is var encoding
        && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? encoding
            : "";

    public static bool IsGzip(HttpContent content) => EncodingOf(content).ToUpperInvariant() is "GZIP" or "X-GZIP";

    /// <summary>Whether <see cref="Decode"/> can do it.</summary>
    public static bool CanDecode(HttpContent content) => EncodingOf(content).ToUpperInvariant() is "" or "GZIP" or "X-GZIP" or "DEFLATE"
#if NET
        or "BR"
#endif
        ;

    /// <summary>The body as it was before it was compressed (RFC 9110 section 8.4.1).</summary>
    /// <param name="content">Says how it was compressed, if it was.</param>
    /// <param name="body">What came.</param>
    /// <exception cref="HttpRequestException">It was compressed in a way that nobody asked for.</exception>
    public static Stream Decode(HttpContent content, Stream body) => EncodingOf(content).ToUpperInvariant() switch
    {
        "" => body,
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
        "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
#if NET
        "BR" => new BrotliStream(body, CompressionMode.Decompress),
#endif
        var other => throw new HttpRequestException($"The answer is compressed as '{other}', which was not asked for."),
    };
}

using System.IO.Compression;
using System.Text;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What a body can be instead of a status.</summary>
internal static class BodyAttacks
{
    private const int TooMuch = 64 * 1024 * 1024;

    private static readonly byte[] Success = Encoding.ASCII.GetBytes(Say.StatusOf("SUCCESS"));

    public static IReadOnlyList<Attack> All { get; } =
    [
        Nonsense("no body and a 200", Say.Body("")),
        Nonsense("a 204", Say.Text("HTTP/1.1 204 No Content\r\n\r\n")),
        Nonsense("a 205", Say.Code(205)),
        Nonsense("HTML", Say.Body("<html>Welcome to the hotel</html>", "Content-Type: text/html\r\n")),
        Nonsense("a length that is too short", Say.Text("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + Say.StatusOf("SUCCESS"))),
        Nonsense("two bodies in one", Say.Body(Say.StatusOf("PENDING") + Say.StatusOf("SUCCESS"))),
        Nonsense("somebody else's SUCCESS", Say.Body(Say.StatusOf("SUCCESS").Replace("427a", "0000", StringComparison.Ordinal))),
        Nonsense("chunks without an end", Say.Endlessly(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1000\r\n" + new string(' ', 4096) + "\r\n")),
        Nonsense("a bare body without an end", Say.Endlessly("HTTP/1.1 200 OK\r\n\r\n", new string(' ', 4096))),
        Nonsense("a body of 2 MB", Say.Body(new string(' ', 2_000_000) + Say.StatusOf("SUCCESS"))),
        Nonsense("a gzip bomb", Encoded("gzip", Bomb(to => new GZipStream(to, CompressionLevel.Fastest)))),
        Nonsense("a deflate bomb", Encoded("deflate", Bomb(to => new ZLibStream(to, CompressionLevel.Fastest)))),
        Nonsense("a brotli bomb", Encoded("br", Bomb(to => new BrotliStream(to, CompressionLevel.Fastest)))),
        Damage("a body that is called gzip and is none", Encoded("gzip", Success)),
        Damage("a body that is called deflate and is none", Encoded("deflate", Success)),
        Damage("a body that is called brotli and is none", Encoded("br", Success)),
        Nonsense("half of a gzip", Encoded("gzip", Half(to => new GZipStream(to, CompressionLevel.Fastest)))),
        Nonsense("half of a deflate", Encoded("deflate", Half(to => new ZLibStream(to, CompressionLevel.Fastest)))),
        Nonsense("half of a brotli", Encoded("br", Half(to => new BrotliStream(to, CompressionLevel.Fastest)))),
        Damage("an encoding that nobody asked for", Encoded("zstd", Success)),
        Damage("an encoding that nobody knows", Encoded("rot13", Success)),
        Damage("two encodings", Encoded("gzip, br", Success)),
        Nonsense("a body in UTF-16", Say.Body(Encoding.Unicode.GetBytes(Say.StatusOf("SUCCESS")), "Content-Type: application/json; charset=utf-16\r\n")),
        Nonsense("a body in UTF-16 that is called UTF-8", Say.Body(Encoding.BigEndianUnicode.GetBytes(Say.StatusOf("SUCCESS")), "Content-Type: application/json; charset=utf-8\r\n")),
        Nonsense("a body in UTF-32 with a byte order mark", Say.Body([.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Say.StatusOf("SUCCESS"))])),
        Nonsense("a state in Latin-1", Say.Body(Say.StatusOf("SUCC\u00C9S"), "Content-Type: application/json; charset=iso-8859-1\r\n")),
    ];

    private static Attack Nonsense(string name, Func<Wire, Task> script) => new(name, script, typeof(LobstrProtocolException));

    private static Attack Damage(string name, Func<Wire, Task> script) => new(name, script, typeof(HttpRequestException));

    private static Func<Wire, Task> Encoded(string encoding, byte[] body) => Say.Body(body, $"Content-Encoding: {encoding}\r\n");

    private static byte[] Bomb(Func<Stream, Stream> compressor) => Compress(compressor, to =>
    {
        byte[] blank = new byte[1024 * 1024];
        blank.AsSpan().Fill((byte)' ');
        for (int i = 0; i < TooMuch; i += blank.Length)
            to.Write(blank);
        to.Write(Success);
    });

    private static byte[] Half(Func<Stream, Stream> compressor)
    {
        byte[] whole = Compress(compressor, to => to.Write(Success));
        return whole[..(whole.Length / 2)];
    }

    private static byte[] Compress(Func<Stream, Stream> compressor, Action<Stream> write)
    {
        using var result = new MemoryStream();
        using (Stream stream = compressor(result))
            write(stream);
        return result.ToArray();
    }
}

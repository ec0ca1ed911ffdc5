namespace Lobstr.Reactive.Network.Tests;

/// <summary>What a connection can do to an answer.</summary>
internal static class ConnectionAttacks
{
    private const string Head = "HTTP/1.1 200 OK\r\n";
    private const string Start = """{"id":"427a7bfc""";

    // A connection that is closed without a word may have been idle for too long: .NET itself asks up to three times more.
    private const int Hidden = 4;

    // Nothing but the client's own patience ends these.
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    public static IReadOnlyList<Attack> All { get; } =
    [
        Fault<HttpRequestException>("reset before the headers", Say.Text("").AndResets()),
        Fault<HttpRequestException>("reset in the headers", Say.Text("HTTP/1.1 200 OK\r\nConten").AndResets()),
        Fault<IOException>("reset between the headers and the body", Say.Text(Head + "Content-Length: 100\r\n\r\n").AndResets()),
        Fault<IOException>("reset in the body", Say.Text(Head + "Content-Length: 100\r\n\r\n" + Start).AndResets()),
        Fault<IOException>("reset in a chunk", Say.Text(Head + "Transfer-Encoding: chunked\r\n\r\n40\r\n" + Start).AndResets()),
        Fault<HttpRequestException>("closed before the headers", Say.Text("").AndCloses()) with { RequestsPerPoll = Hidden },
        Fault<HttpRequestException>("closed in the headers", Say.Text("HTTP/1.1 200 OK\r\nConten").AndCloses()),
        Fault<HttpRequestException>("half closed before the headers", Say.Text("").AndHalfCloses()) with { RequestsPerPoll = Hidden },
        Fault<HttpIOException>("half closed in the body", Say.Text(Head + "Content-Length: 100\r\n\r\n" + Start).AndHalfCloses()),
        Fault<HttpIOException>("half closed in a chunk", Say.Text(Head + "Transfer-Encoding: chunked\r\n\r\n40\r\n" + Start).AndHalfCloses()),
        Fault<HttpIOException>("closed before the last chunk", Say.Text($"{Head}Transfer-Encoding: chunked\r\n\r\nf\r\n{Start}\r\n").AndCloses()),
        Fault<LobstrProtocolException>("closed in a body without a length", Say.Text(Head + "\r\n" + Start).AndCloses()),
        Fault<HttpIOException>("a length that is too long, and a close", Say.Text(Head + "Content-Length: 1000\r\n\r\n" + Say.StatusOf("SUCCESS")).AndCloses()),
        Silence("a length that is too long, and silence", Say.Text(Head + "Content-Length: 1000\r\n\r\n" + Say.StatusOf("SUCCESS"))),
        Silence("no answer", Say.Text("")),
        Silence("a body without a length that does not end", Say.Text(Head + "\r\n" + Say.StatusOf("SUCCESS"))),
        Silence("a body of a byte at a time", Drip(Head + "Content-Length: 1000000\r\n\r\n")),
        Silence("headers of a byte at a time", Drip(Head + "X-Endless: ")),
        Fault<HttpRequestException>("interim answers for ever", Say.Endlessly("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")),
        Fault<HttpRequestException>("headers of more than 64 KB", Say.Status("SUCCESS", $"X-Large: {new string('x', 65 * 1024)}\r\n")),
        Fault<HttpRequestException>("headers without an end", Say.Endlessly(Head, "X-Endless: 0123456789\r\n")),
        Fault<HttpRequestException>("no HTTP at all", Say.Text("220 mail.example.com ESMTP\r\n").AndCloses()),
        Silence("a change of protocol, and silence", Say.Text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")),
        Fault<HttpIOException>("a chunk whose length is no number", Say.Text(Head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n").AndCloses()),
    ];

    private static Attack Fault<T>(string name, Func<Wire, Task> script)
        where T : Exception => new(name, script, typeof(T));

    private static Attack Silence(string name, Func<Wire, Task> script) =>
        new(name, script, typeof(TimeoutException)) { RequestTimeout = Short };

    private static Func<Wire, Task> Drip(string start) => async wire =>
    {
        await wire.SendAsync(start);
        while (true)
        {
            await wire.SendAsync(" ");
            await Task.Delay(1, wire.Stopping);
        }
    };
}

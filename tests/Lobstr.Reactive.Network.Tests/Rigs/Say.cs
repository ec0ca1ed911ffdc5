using System.Text;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What a server may say to a request.</summary>
internal static class Say
{
    /// <summary>A good answer about the upload of the tests.</summary>
    public static Func<Wire, Task> Status(string state, string headers = "") => Body(StatusOf(state), headers);

    /// <summary>A 200 with a body of its length.</summary>
    public static Func<Wire, Task> Body(string body, string headers = "") => Body(Encoding.Latin1.GetBytes(body), headers);

    public static Func<Wire, Task> Body(byte[] body, string headers = "") =>
        Bytes([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\n\r\n"), .. body]);

    /// <summary>An answer without a body, or with one.</summary>
    public static Func<Wire, Task> Code(int code, string headers = "", string body = "") =>
        Text($"HTTP/1.1 {code} Whatever\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");

    public static Func<Wire, Task> Text(string text) => wire => wire.SendAsync(text);

    public static Func<Wire, Task> Bytes(byte[] bytes) => wire => wire.SendAsync(bytes);

    /// <summary>A piece again and again, until the client has had enough.</summary>
    public static Func<Wire, Task> Endlessly(string start, string piece) => async wire =>
    {
        await wire.SendAsync(start);
        while (true)
            await wire.SendAsync(piece);
    };

    public static Func<Wire, Task> AndResets(this Func<Wire, Task> script) => async wire =>
    {
        await script(wire);
        wire.Reset();
    };

    public static Func<Wire, Task> AndCloses(this Func<Wire, Task> script) => async wire =>
    {
        await script(wire);
        wire.Close();
    };

    public static Func<Wire, Task> AndHalfCloses(this Func<Wire, Task> script) => async wire =>
    {
        await script(wire);
        wire.HalfClose();
    };

    public static string StatusOf(string state) =>
        $$"""{"id":"{{HostileTest.Id}}","object":"task_upload","state":"{{state}}","meta":null}""";
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>The server's end of one connection, for scripts that break whatever rule of HTTP they like.</summary>
internal sealed class Wire(Socket socket, CancellationToken stopping) : IDisposable
{
    private const string EndOfHead = "\r\n\r\n";

    private readonly StringBuilder _unread = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private Stream _stream = new NetworkStream(socket);

    public CancellationToken Stopping => stopping;

    /// <summary>The request that came last, up to its body.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Whether the server has ended the connection.</summary>
    public bool IsOver { get; private set; }

    public async Task SecureAsync(X509Certificate2 certificate)
    {
        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping);
    }

    /// <summary>The next request up to its body; null where the client has closed the connection.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        int end;
        while ((end = _unread.ToString().IndexOf(EndOfHead, StringComparison.Ordinal)) < 0)
        {
            if (!await ReadAsync())
                return null;
        }

        return Head = Take(end + EndOfHead.Length);
    }

    /// <summary>So much of the body that follows.</summary>
    public async Task<string> ReadBodyAsync(int length)
    {
        while (_unread.Length < length && await ReadAsync())
        {
        }

        return Take(Math.Min(length, _unread.Length));
    }

    /// <summary>Sends characters up to U+00FF as one byte each.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes, stopping);

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        IsOver = true;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Ends the connection in good order.</summary>
    public void Close()
    {
        IsOver = true;
        socket.Shutdown(SocketShutdown.Send);
        socket.Close();
    }

    /// <summary>Says no more, but goes on listening.</summary>
    public void HalfClose() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        IsOver = true;
        _stream.Dispose();
        socket.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        int read = await _stream.ReadAsync(_buffer, stopping);
        _unread.Append(Encoding.Latin1.GetString(_buffer, 0, read));
        return read > 0;
    }

    private string Take(int length)
    {
        string taken = _unread.ToString(0, length);
        _unread.Remove(0, length);
        return taken;
    }
}

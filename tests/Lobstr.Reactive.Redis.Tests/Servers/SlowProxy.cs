using System.Net;
using System.Net.Sockets;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>Stands between a program and its server, and holds each answer back for a while.</summary>
internal sealed class SlowProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly TimeSpan _delay;
    private readonly Task _accepting;

    public SlowProxy(int port, TimeSpan delay)
    {
        (_port, _delay) = (port, delay);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
                await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), TimeSpan.Zero), CopyAsync(server.GetStream(), client.GetStream(), _delay));
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // One of the two has gone.
            }
        }
    }

    // What comes while something is held back is held back as long, and not one after the other.
    private async Task CopyAsync(NetworkStream from, NetworkStream to, TimeSpan delay)
    {
        Task last = Task.CompletedTask;
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                byte[] chunk = buffer[..read];
                Task held = Task.Delay(delay, _stop.Token);
                last = WriteAsync(last, held, chunk);
            }
            await last;
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // One of the two has gone.
        }

        async Task WriteAsync(Task before, Task held, byte[] chunk)
        {
            await before;
            await held;
            await to.WriteAsync(chunk, _stop.Token);
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A server on the loopback interface that treats each request as a script says; the last script is for all that follow.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<Wire, Task>[] _scripts;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _accepting;
    private int _next;
    private int _connections;

    public HostileServer(int port, X509Certificate2? certificate, params Func<Wire, Task>[] scripts)
    {
        _scripts = scripts;
        _certificate = certificate;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri BaseAddress => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/v1/");

    /// <summary>The heads of the requests, in the order in which they came.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>How many connections there have been.</summary>
    public int Connections => _connections;

    /// <summary>The connections that neither side has ended.</summary>
    public Gauge Open { get; } = new();

    /// <summary>Stops listening and resets what is connected: the server dies.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Open.ZeroAsync(CancellationToken.None);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                Open.Up();
                _ = ServeAsync(new Wire(socket, _stop.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(Wire wire)
    {
        try
        {
            if (_certificate is not null)
                await wire.SecureAsync(_certificate);
            while (!wire.IsOver && await wire.ReadHeadAsync() is { } head)
            {
                _requests.Enqueue(head);
                await _scripts[Math.Min(Interlocked.Increment(ref _next), _scripts.Length) - 1](wire);
            }
        }
        catch (Exception error) when (
            error is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
        {
            // The client has left, or the server dies.
            if (_stop.IsCancellationRequested && !wire.IsOver)
                wire.Reset();
        }
        finally
        {
            wire.Dispose();
            Open.Down();
        }
    }
}

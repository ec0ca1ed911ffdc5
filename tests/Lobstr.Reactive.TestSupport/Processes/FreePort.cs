using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// Ports at which nobody listens. They lie below the range from which the system gives ports to outgoing connections: one of those could
/// take the port before its server starts, or while the server is stopped.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int FirstOfConnections = 32_768;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>One that was not given before.</summary>
    public static int Find()
    {
        while (true)
        {
            int port = Random.Shared.Next(Lowest, FirstOfConnections);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Given.TryAdd(port, true))
                    return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// Ports at which nobody listens, below those that systems give to connections: from among those a connection might have it before its
/// server starts, or while that is stopped.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int FirstOfConnections = 32_768;

    public static int Find()
    {
        while (true)
        {
            int port = Random.Shared.Next(Lowest, FirstOfConnections);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}

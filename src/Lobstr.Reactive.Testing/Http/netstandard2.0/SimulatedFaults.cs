using System.Net.Sockets;

namespace Lobstr.Reactive.Testing;

/// <summary>What the client's handler would throw, if exceptions do not say what kind of request error it was.</summary>
internal static class SimulatedFaults
{
    public static HttpRequestException ConnectionRefused() => new(
        "Connection refused (simulated).", new SocketException((int)SocketError.ConnectionRefused));

    public static HttpRequestException ConnectionReset() => new(
        "Connection reset (simulated).", new IOException("The response ended prematurely."));

    public static IOException BodyCut() => new("The simulated connection broke in the middle of the body.");
}

using System.Net.Sockets;

namespace Lobstr.Reactive.Testing;

/// <summary>What the client's handler would throw.</summary>
internal static class SimulatedFaults
{
    public static HttpRequestException ConnectionRefused() => new(
        HttpRequestError.ConnectionError, "Connection refused (simulated).", new SocketException((int)SocketError.ConnectionRefused));

    public static HttpRequestException ConnectionReset() => new(
        HttpRequestError.ResponseEnded, "Connection reset (simulated).", new HttpIOException(HttpRequestError.ResponseEnded));

    public static HttpIOException BodyCut() =>
        new(HttpRequestError.ResponseEnded, "The simulated connection broke in the middle of the body.");
}

namespace Lobstr.Reactive;

/// <summary>A request to the service, with what events name it by.</summary>
/// <param name="method">GET or POST.</param>
/// <param name="address">The whole address.</param>
/// <param name="pathStart">Where in it the path below the base address begins.</param>
/// <param name="id">Which sending of the client it is.</param>
internal sealed class ServiceRequest(HttpMethod method, string address, int pathStart, long id)
    : HttpRequestMessage(method, new Uri(address)), ISentRequest
{
    public long Id => id;

    public string Verb => Method.Method;

    // Of what was asked for: a handler may send the request elsewhere.
    public string Path => address[pathStart..];
}

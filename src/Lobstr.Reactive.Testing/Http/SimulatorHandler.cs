namespace Lobstr.Reactive.Testing;

/// <summary>The simulated service as the end of an HttpClient's chain.</summary>
internal sealed class SimulatorHandler(SimulatedService service) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        service.SendAsync(request, cancellationToken);
}

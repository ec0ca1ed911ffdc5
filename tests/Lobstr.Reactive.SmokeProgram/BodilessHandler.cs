using System.Net;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>Answers without a body, which is a null on .NET Framework.</summary>
internal sealed class BodilessHandler(HttpStatusCode status) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request });
}

using System.Net;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A service without a network: every upload is pending.</summary>
public sealed class PendingHandler : HttpMessageHandler
{
    private static readonly byte[] Body = """{"object":"task_upload","state":"PENDING","meta":null}"""u8.ToArray();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Body), RequestMessage = request });
}

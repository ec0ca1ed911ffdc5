using System.Net;
using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>Keeps the bodies that it is sent, and answers all with the same.</summary>
public sealed class CannedHandler(string answer) : HttpMessageHandler
{
    private readonly List<string> _bodies = [];
    private readonly List<long?> _lengths = [];

    /// <summary>What was sent, header of the content and body, as Latin-1 text.</summary>
    public IReadOnlyList<string> Bodies => _bodies;

    /// <summary>The lengths that were promised; null: none was.</summary>
    public IReadOnlyList<long?> Lengths => _lengths;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _lengths.Add(request.Content!.Headers.ContentLength);
        byte[] body = await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        _bodies.Add($"{request.Content.Headers.ContentType}\n{Encoding.Latin1.GetString(body)}");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}

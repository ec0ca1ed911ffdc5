namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Notes something about each request that passes.</summary>
internal sealed class NotingHandler(Action<HttpRequestMessage> note) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        note(request);
        return base.SendAsync(request, cancellationToken);
    }
}

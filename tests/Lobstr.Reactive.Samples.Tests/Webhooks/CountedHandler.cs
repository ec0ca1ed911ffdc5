namespace Lobstr.Reactive.Samples.Tests.Webhooks;

/// <summary>The network that webhooks take, and whether one is under way: virtual time waits for it.</summary>
internal sealed class CountedHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private volatile Task _last = Task.CompletedTask;

    /// <summary>Ends when what was sent last has been answered.</summary>
    public Task Answered => _last;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> sent = base.SendAsync(request, cancellationToken);
        _last = sent;
        return sent;
    }
}

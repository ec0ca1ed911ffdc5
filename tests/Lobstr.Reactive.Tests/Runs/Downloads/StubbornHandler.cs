namespace Lobstr.Reactive.Tests;

/// <summary>Sits between the client and the service, and does with the first transfer as a test likes, whatever tokens are cancelled.</summary>
internal sealed class StubbornHandler(HttpMessageHandler service) : DelegatingHandler(service)
{
    private readonly TaskCompletionSource<HttpResponseMessage> _first = new();
    private int _transfers;

    /// <summary>How many requests for the file have come.</summary>
    public int Transfers => _transfers;

    /// <summary>The first transfer is answered now.</summary>
    public void Answers(HttpResponseMessage response) => _first.TrySetResult(response);

    public void Fails(Exception fault) => _first.TrySetException(fault);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isTransfer = request.RequestUri!.AbsolutePath.StartsWith("/exports/", StringComparison.Ordinal);
        return isTransfer && ++_transfers == 1 ? _first.Task : base.SendAsync(request, cancellationToken);
    }
}

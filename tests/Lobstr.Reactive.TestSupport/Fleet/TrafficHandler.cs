namespace Lobstr.Reactive.TestSupport;

/// <summary>Counts the requests that are under way, as a server's socket would: exact also within an instant of virtual time.</summary>
public sealed class TrafficHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public int UnderWay { get; private set; }

    /// <summary>The most that were under way at a time.</summary>
    public int MostUnderWay { get; private set; }

    /// <summary>Called with the id of the upload when a request is about to leave.</summary>
    public Action<string>? WhenSent { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        WhenSent?.Invoke(request.RequestUri!.Segments[^1]);
        MostUnderWay = Math.Max(MostUnderWay, ++UnderWay);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            UnderWay--;
        }
    }
}

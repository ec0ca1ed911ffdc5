namespace Lobstr.Reactive.FleetTests;

/// <summary>Counts the requests that are under way, as a server's socket would: exact also within an instant of virtual time.</summary>
public sealed class TrafficHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public int UnderWay { get; private set; }

    /// <summary>The most that were under way at a time.</summary>
    public int MostUnderWay { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
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

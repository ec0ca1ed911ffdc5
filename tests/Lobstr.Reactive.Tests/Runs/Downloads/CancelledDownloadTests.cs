using System.Net;

namespace Lobstr.Reactive.Tests;

/// <summary>A fault that comes at the moment of a cancellation: whoever has cancelled is told just that.</summary>
public sealed class CancelledDownloadTests : DownloadTest
{
    private Action _meanwhile = () => { };

    public CancelledDownloadTests() => Wire.InnerHandler = new FaultyHandler(Simulator.CreateHandler(), () => _meanwhile());

    [Fact]
    public void A_fault_that_comes_with_the_callers_cancellation_is_a_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        _meanwhile = cancellation.Cancel;

        Task download = StartDownload(cancellationToken: cancellation.Token);
        RunTo(60);

        Assert.True(download.IsCanceled, $"{download.Exception}");
    }

    [Fact]
    public void A_fault_that_comes_with_the_end_of_the_client_is_an_ObjectDisposedException()
    {
        _meanwhile = () => Client.Dispose();

        Task download = StartDownload();
        RunTo(60);

        Assert.IsType<ObjectDisposedException>(download.Exception!.InnerException);
    }

    /// <summary>The file cannot be had at the moment, and something happens meanwhile.</summary>
    private sealed class FaultyHandler(HttpMessageHandler inner, Action meanwhile) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.StartsWith("/exports/", StringComparison.Ordinal))
                return base.SendAsync(request, cancellationToken);
            meanwhile();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("") });
        }
    }
}

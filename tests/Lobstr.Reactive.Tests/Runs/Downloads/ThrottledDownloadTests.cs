using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>The server of the file says when to come back, as the service does.</summary>
public sealed class ThrottledDownloadTests : DownloadTest
{
    [Fact]
    public void A_429_is_waited_out_and_costs_no_retry()
    {
        Options = Options with { DownloadLinkLife = TimeSpan.FromDays(1) };
        Simulator.Faults.OnRequests(1, 8, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(40)), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal([0, 40, 80, 120, 160, 200, 240, 280, 320], Instants);
    }

    [Fact]
    public void A_server_that_does_not_say_how_long_is_asked_less_and_less_often()
    {
        Options = Options with { DownloadLinkLife = TimeSpan.FromDays(1) };
        Simulator.Faults.OnRequests(1, 8, Fault.Status(HttpStatusCode.TooManyRequests), IsTransfer);
        Download();

        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 123, 183], Instants);
    }

    [Fact]
    public void A_503_is_retried_no_earlier_than_it_says()
    {
        Simulator.Faults.OnRequest(1, Fault.Maintenance(Seconds(20)), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal([0, 20], Instants);
    }

    [Fact]
    public void What_has_come_is_kept_meanwhile_and_an_address_that_expires_is_renewed()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(300), IsTransfer);
        Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(90)), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal([null, "bytes=300-", "bytes=300-", "bytes=300-"], Transfers.Select(transfer => transfer.Range));
        Assert.Equal(2, Links);
    }

    [Fact]
    public void Every_retry_is_an_event()
    {
        var retries = new List<RetryScheduled>();
        using IDisposable listening = Client.Events.Subscribe(happened =>
        {
            if (happened is RetryScheduled retry)
                retries.Add(retry);
        });
        Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(7)), IsTransfer);
        Simulator.Faults.OnRequest(2, Fault.Maintenance(Seconds(20)), IsTransfer);
        Simulator.Faults.OnRequest(3, Fault.ConnectionReset, IsTransfer);
        Simulator.Faults.OnRequest(4, Fault.BodyBreaksAfter(300), IsTransfer);
        Download();

        Assert.All(retries, retry => Assert.Equal("r", retry.Id));
        Assert.Equal([1, 1, 2, 1], retries.Select(retry => retry.Attempt));
        Assert.Equal([Seconds(7), Seconds(20)], retries.Take(2).Select(retry => retry.Delay));
    }

    [Fact]
    public void A_429_that_asks_for_more_than_the_longest_pause_is_an_error_and_no_silent_day()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(300), IsTransfer);
        Simulator.Faults.Always(Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromHours(3)), IsTransfer);
        Task download = StartDownload();
        Run();

        LobstrRateLimitException error = Assert.IsType<LobstrRateLimitException>(download.Exception!.InnerException);
        Assert.Contains("broke off after 300 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("03:00:00", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(3), error.RetryAfter);
        Assert.InRange(Now, 0, 2);
    }

    [Fact]
    public void A_503_that_asks_for_more_is_cut_at_it_and_an_event_says_so()
    {
        Options = Options with { DownloadLinkLife = TimeSpan.FromDays(1) };
        var cuts = new List<BudgetPaused>();
        using IDisposable listening = Client.Events.Subscribe(happened =>
        {
            if (happened is BudgetPaused cut)
                cuts.Add(cut);
        });
        Simulator.Faults.OnRequest(1, Fault.Maintenance(TimeSpan.FromHours(3)), IsTransfer);
        Download();

        Assert.Equal([0, 3600], Instants);
        Assert.Contains("03:00:00", Assert.Single(cuts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_hour_is_waited()
    {
        Options = Options with { DownloadLinkLife = TimeSpan.FromDays(1) };
        Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromHours(1)), IsTransfer);
        Download();

        Assert.Equal([0, 3600], Instants);
    }

    [Fact]
    public void A_token_ends_the_wait()
    {
        using var cancellation = new CancellationTokenSource();
        Simulator.Faults.Always(Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(600)), IsTransfer);
        Task download = StartDownload(cancellationToken: cancellation.Token);
        RunTo(100);

        cancellation.Cancel();

        Assert.True(download.IsCanceled);
    }

    private IEnumerable<double> Instants => Simulator.Requests.Where(IsTransfer).Select(request => Math.Round(request.SentAt.TotalSeconds, 3));
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class DownloadTests : DownloadTest
{
    [Fact]
    public void The_file_is_copied_whole()
    {
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(1, Links);
        Assert.Single(Transfers);
    }

    [Fact]
    public void The_rows_as_csv_are_the_file_where_there_is_no_other()
    {
        Options = Options with { Export = null };
        Download();

        Assert.Equal(4, Downloaded.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("id,run,squid,position,name,url,score,phone\r\n", Downloaded, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_whole()
    {
        Replace("", "\"v0\"");
        Download();

        Assert.Equal("", Downloaded);
    }

    [Fact]
    public void The_address_can_be_had_alone()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 3));

        Uri address = Ended(Client.Runs.GetDownloadUrlAsync("r"));

        Assert.Equal("https://api.lobstr.io/exports/r.csv", address.GetLeftPart(UriPartial.Path));
        Assert.DoesNotContain(Simulator.ApiKey, address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_without_encryption_is_one_too()
    {
        Simulator.Faults.Always(Fault.Body("""{"s3":"http://127.0.0.1:9000/r.csv"}"""));

        Assert.Equal(new Uri("http://127.0.0.1:9000/r.csv"), Ended(Client.Runs.GetDownloadUrlAsync("r")));
    }

    [Theory]
    [InlineData("""{"s3":null}""")]
    [InlineData("""{"s3":"runs/r.csv"}""")]
    [InlineData("""{"s3":"file:///etc/passwd"}""")]
    [InlineData("""{"url":"https://example.com"}""")]
    public void An_answer_without_an_address_is_a_protocol_fault(string body)
    {
        Simulator.Faults.Always(Fault.Body(body));

        Failed<LobstrProtocolException>(Client.Runs.GetDownloadUrlAsync("r"));
    }

    [Fact]
    public void A_file_that_is_not_there_yet_is_waited_for()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(12), results: 3).Uploading(Seconds(3)).Succeeds(exportAfter: Seconds(8)));

        Ended(Client.Runs.DownloadAsync("r", Destination));

        Assert.Equal(Whole, Downloaded);
        // The run every five seconds until it has ended, then its file every three.
        Assert.Equal(["0 r", "5 r", "10 r", "15 r", "15 download", "18 download", "21 download", "24 download"], Requests("runs").Select(line => line.Split("  GET runs/r/") is [var at, var what] ? $"{at} {what}" : $"{line.Split("  ")[0]} r"));
    }

    [Fact]
    public void The_key_goes_to_the_service_and_never_to_the_file()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(100), IsTransfer);
        Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.Forbidden), IsTransfer);
        Download();

        Assert.Equal(3, Transfers.Count);
        Assert.All(Transfers, transfer => Assert.Null(transfer.Authorization));
        Assert.All(Wire.Requests.Where(request => !IsTransfer(request)), request => Assert.Equal("Token " + Simulator.ApiKey, request.Authorization));
        Assert.All(Transfers, transfer => Assert.DoesNotContain(Simulator.ApiKey, transfer.Address.AbsoluteUri, StringComparison.Ordinal));
    }

    [Fact]
    public void A_client_that_would_send_the_key_anywhere_downloads_nothing()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 3));
        using var http = new HttpClient(Simulator.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", Simulator.ApiKey);
        using var client = new LobstrClient(http, new LobstrClientOptions { ApiKey = Simulator.ApiKey, Scheduler = Clock });

        var error = Failed<InvalidOperationException>(client.Runs.DownloadAsync("r", Destination));

        Assert.Contains("default headers", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Simulator.ApiKey, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Fact]
    public void What_has_been_written_before_stays_before_it()
    {
        Destination.Write(Encoding.ASCII.GetBytes("before\n"));
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        Download();

        Assert.Equal("before\n" + Whole, Downloaded);
    }

    [Fact]
    public void The_destination_stays_open()
    {
        Download();

        Destination.WriteByte((byte)'!');
        Assert.EndsWith("!", Downloaded, StringComparison.Ordinal);
    }

    [Fact]
    public void The_signed_address_is_in_no_event()
    {
        var events = new List<LobstrEvent>();
        using IDisposable listening = Client.Events.Subscribe(events.Add);
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(100), IsTransfer);
        Download();

        Assert.NotEmpty(events);
        Assert.All(events, happened => Assert.DoesNotContain("Signature", happened.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancelled_token_ends_the_transfer()
    {
        using var cancellation = new CancellationTokenSource();
        Simulator.Faults.Always(Fault.BodyHangsAfter(200), IsTransfer);
        Task download = StartDownload(cancellationToken: cancellation.Token);
        RunTo(5);

        cancellation.Cancel();

        Assert.True(download.IsCanceled);
        Run();
        Assert.Equal(Whole[..200], Downloaded);
        // The run, the address, the file.
        Assert.Equal(3, Simulator.RequestCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_disposed_client_ends_the_transfer(bool isWaiting)
    {
        Simulator.Faults.Always(isWaiting ? Fault.Status(HttpStatusCode.ServiceUnavailable) : Fault.BodyHangsAfter(200), IsTransfer);
        Task download = StartDownload();
        RunTo(0.001);
        Assert.False(download.IsCompleted);

        Client.Dispose();

        Assert.IsType<ObjectDisposedException>(download.Exception!.InnerException);
        Run();
        // The run, the address, the file.
        Assert.Equal(3, Simulator.RequestCount);
    }

    [Fact]
    public void Virtual_time_is_kept_whatever_context_is_current()
    {
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        Simulator.Faults.OnRequest(1, Fault.BodyHangsAfter(200), IsTransfer);
        Simulator.Faults.OnRequest(2, Fault.BodyBreaksAfter(200), IsTransfer);
        Simulator.Faults.OnRequest(3, Fault.Status(HttpStatusCode.Forbidden), IsTransfer);
        var context = new HostileSynchronizationContext();
        context.Run(() =>
        {
            Task download = StartDownload();
            Run();
            Assert.True(download.IsCompletedSuccessfully, "Somebody has left virtual time.");
        });

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(0, context.Posts);
    }
}

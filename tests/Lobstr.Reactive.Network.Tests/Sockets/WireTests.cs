using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What only a real connection can show.</summary>
public sealed class WireTests : OneClientTest
{
    private const string Caveat = "may or may not have been taken";

    protected override LobstrSimulatorOptions Options => new()
    {
        MaxFileBytes = 10_000_000,
        UploadLife = file => UploadScript.Succeeds(file.Meta),
        RunLife = run => RunScript.Succeeds(results: run.Tasks),
    };

    [Fact]
    public async Task The_whole_road()
    {
        IObservable<string> names = Client.Uploads.SendAndWatch(Squid, TaskFile.FromText("url\n1\n2\n3\n", "tasks.csv"), Fast)
            .WhenSucceeded()
            .SelectMany(_ => Client.Runs.Start(Squid))
            .SelectMany(run => Client.Runs.Watch(run.Id, Fast).IgnoreElements().Select(_ => "")
                .Concat(Client.Runs.Results(run.Id).Select(row => row.GetProperty("name").GetString()!)));

        Assert.Equal(["Result 1", "Result 2", "Result 3"], await names.ToList().ToTask(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_too_large_comes_through_with_the_words_of_the_service(bool isLengthKnown)
    {
        SyntheticStream? stream = null;
        var error = await Assert.ThrowsAsync<LobstrApiException>(() => Client.Uploads
            .SendAndWatch(Squid, TaskFile.FromStream(() => stream = new SyntheticStream(100_000, isLengthKnown), "large.csv"), Fast)
            .ToTask(Cancellation));

        Assert.Equal((HttpStatusCode.BadRequest, "FileSizeLimitExceeded"), (error.StatusCode, error.ErrorType));
        Assert.DoesNotContain(Caveat, error.Message, StringComparison.Ordinal);
        await WaitUntilAsync(() => stream!.IsClosed);
    }

    [Fact]
    public async Task A_bad_encoding_comes_through_with_the_words_of_the_service()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("ville\nOrléans\n");

        var error = await Assert.ThrowsAsync<LobstrApiException>(() => Client.Uploads
            .SendAsync(Squid, TaskFile.FromStream(() => new MemoryStream(latin1), "a.csv"), Cancellation));

        Assert.Equal("BadEncoding", error.ErrorType);
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_sent_again_and_nobody_needs_to_wonder()
    {
        int opened = 0;
        WatchOptions twice = Fast with { Retry = Fast.Retry with { MaxRetries = 2 } };
        using var client = new LobstrClient(new LobstrClientOptions { ApiKey = "key", BaseAddress = new Uri($"http://127.0.0.1:{FreePort.Find()}/v1/") });

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.Uploads
            .SendAndWatch(Squid, TaskFile.FromStream(() => Count(ref opened), "a.csv"), twice)
            .ToTask(Cancellation));

        Assert.Equal(3, opened);
        Assert.DoesNotContain(Caveat, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_connection_breaks_it_is_sent_once_and_the_error_says_so()
    {
        int opened = 0;
        Simulator.Faults.Always(Fault.ConnectionReset);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => Client.Uploads
            .SendAndWatch(Squid, TaskFile.FromStream(() => Count(ref opened), "a.csv"), Fast)
            .ToTask(Cancellation));

        Assert.Equal(1, opened);
        Assert.Equal(1, Simulator.RequestCount);
        Assert.Contains(Caveat, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_while_sending_breaks_the_connection_and_closes_the_file()
    {
        var stream = new SyntheticStream(5_000) { PausesAt = 2_000_000 };
        IDisposable sending = Client.Uploads.SendAndWatch(Squid, TaskFile.FromStream(() => stream, "a.csv"), Fast).Subscribe();
        await stream.Paused.WaitAsync(Cancellation);
        await WaitUntilAsync(() => Simulator.RequestCount == 1);
        SimulatedRequest request = Assert.Single(Simulator.Requests);
        Assert.False(stream.IsClosed);

        sending.Dispose();

        await WaitUntilAsync(() => stream.IsClosed && request.Outcome is not RequestOutcome.UnderWay);
        Assert.NotEqual(RequestOutcome.Answered, request.Outcome);
        Assert.Empty(Simulator.Uploads);
    }

    private static SyntheticStream Count(ref int opened)
    {
        opened++;
        return new SyntheticStream(rows: 3);
    }
}

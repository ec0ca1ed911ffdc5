using System.Text.Json;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>The retry policy of a client, for everything that has no options of its own.</summary>
public sealed class ClientRetryTests : DownloadTest
{
    [Fact]
    public void A_start_is_repeated_as_the_client_says()
    {
        ClientOptions = ClientOptions with { Retry = new() { MaxRetries = 2, BaseDelay = Seconds(8), Jitter = () => 0.5 } };
        Simulator.Faults.Always(Fault.ConnectionRefused);
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.IsType<HttpRequestException>(observer.Error);
        Assert.Equal(["0  POST runs", "4  POST runs", "12  POST runs"], Requests());
    }

    [Fact]
    public void A_function_can_forbid_the_retry_of_a_start()
    {
        ClientOptions = ClientOptions with { Retry = new() { ShouldRetry = _ => false } };
        Simulator.Faults.OnRequest(1, Fault.ConnectionRefused);
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.IsType<HttpRequestException>(observer.Error);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void A_function_cannot_allow_a_start_that_may_have_been_taken()
    {
        ClientOptions = ClientOptions with { Retry = new() { ShouldRetry = _ => true } };
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.IsType<HttpRequestException>(observer.Error);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void Pages_of_results_are_asked_for_again_as_the_client_says()
    {
        ClientOptions = ClientOptions with { Retry = RetryPolicy.None };
        Simulator.AddRun("r", RunScript.Succeeds(results: 3));
        Simulator.Faults.OnRequests(1, 2, Fault.ConnectionReset);

        RawObserver<JsonElement> pushed = Subscribe(Client.Runs.Results("r"));
        Run();
        Task<bool> pulled = Client.Runs.ReadResultsAsync("r", TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken).MoveNextAsync().AsTask();

        Assert.IsType<HttpRequestException>(pushed.Error);
        Failed<HttpRequestException>(pulled);
        Assert.Equal(2, Simulator.RequestCount);
    }

    [Fact]
    public void A_download_goes_on_as_the_client_says()
    {
        ClientOptions = ClientOptions with { Retry = new() { MaxRetries = 1 } };
        Simulator.Faults.Always(Fault.ConnectionReset, IsTransfer);

        Breaks();

        Assert.Equal(2, Transfers.Count);
    }

    [Fact]
    public void What_a_jitter_throws_is_the_error()
    {
        ClientOptions = ClientOptions with { Retry = new() { Jitter = () => throw new DivideByZeroException() } };
        Simulator.Faults.Always(Fault.ConnectionRefused);
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.IsType<DivideByZeroException>(observer.Error);
    }
}

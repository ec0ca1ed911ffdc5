using System.Net;
using System.Text.Json;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class PulledResultsTests : PipelineTest
{
    [Fact]
    public void The_same_rows_can_be_pulled()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));

        Assert.Equal(Enumerable.Range(1, 250), Ended(PullAsync("r")));
        Assert.Equal(3, Simulator.RequestCount);
    }

    [Fact]
    public void Nothing_is_asked_before_a_row_is()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));
        _ = Client.Runs.ReadResultsAsync("r");
        IAsyncEnumerator<JsonElement> rows = Client.Runs.ReadResultsAsync("r").GetAsyncEnumerator();
        RunTo(60);

        Assert.Equal(0, Simulator.RequestCount);
        Ended(rows.DisposeAsync().AsTask());
    }

    [Fact]
    public void The_next_page_is_asked_for_when_a_row_of_it_is()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));
        IAsyncEnumerator<JsonElement> rows = Client.Runs.ReadResultsAsync("r").GetAsyncEnumerator();
        for (int i = 0; i < 100; i++)
            Assert.True(Ended(rows.MoveNextAsync().AsTask()));
        RunTo(Now + 3600);
        Assert.Equal(1, Simulator.RequestCount);

        Assert.True(Ended(rows.MoveNextAsync().AsTask()));
        Assert.Equal(2, Simulator.RequestCount);
        Assert.Equal(101, rows.Current.GetProperty("position").GetInt32());
    }

    [Fact]
    public void Whoever_stops_pulling_costs_no_more()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));

        Assert.Equal(150, Ended(PullAsync("r", enough: 150)).Count);
        Assert.Equal(2, Simulator.RequestCount);
    }

    [Fact]
    public void It_is_cold()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 5));
        IAsyncEnumerable<JsonElement> rows = Client.Runs.ReadResultsAsync("r");

        Assert.Equal(5, Ended(CountAsync(rows)));
        Assert.Equal(5, Ended(CountAsync(rows)));
        Assert.Equal(2, Simulator.RequestCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cancelled_token_gives_the_request_up(bool isOfTheCall)
    {
        AssertCancels(token => Client.Runs.ReadResultsAsync("r", token), isOfTheCall);
    }

    [Fact]
    public void A_token_that_is_cancelled_in_the_middle_of_a_page_ends_it_there()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 5));
        using var cancellation = new CancellationTokenSource();
        int seen = 0;
        Task pulling = PullAsync();
        Run();

        Assert.True(pulling.IsCanceled);
        Assert.Equal(3, seen);

        async Task PullAsync()
        {
            await foreach (JsonElement _ in Client.Runs.ReadResultsAsync("r", cancellation.Token).ConfigureAwait(false))
                See();
        }

        void See()
        {
            if (++seen == 3)
                cancellation.Cancel();
        }
    }

    [Fact]
    public void Faults_are_retried_and_then_thrown()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 150));
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        Assert.Equal(150, Ended(PullAsync("r")).Count);

        Simulator.Faults.Always(Fault.Status(HttpStatusCode.BadGateway));
        Failed<LobstrApiException>(PullAsync("r"));
    }

    [Fact]
    public void Growing_lists_are_read_like_those_that_are_pushed()
    {
        Options = Options with { ResultOrder = ResultOrder.NewestFirst };
        Simulator.AddRun("r", RunScript.Running(Seconds(5), results: 2000).Succeeds());
        RunTo(2.5);

        Assert.Equal(Enumerable.Range(1, 2000), Ended(PullAsync("r")).Order());
    }

    [Fact]
    public void Virtual_time_is_kept_whatever_context_is_current()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        Simulator.Faults.OnRequest(3, Fault.ConnectionReset);
        var context = new HostileSynchronizationContext();
        Task<List<int>>? rows = null;
        context.Run(() =>
        {
            rows = PullAsync("r");
            Run();
            Assert.True(rows.IsCompleted, "Somebody has left virtual time.");
        });

        Assert.Equal(1000, Ended(rows!).Count);
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public void A_disposed_client_reads_no_more()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        Simulator.Faults.Always(Fault.Maintenance(Seconds(600)));
        Task<List<int>> rows = PullAsync("r");
        RunTo(5);

        Client.Dispose();
        RunTo(5.001);

        Assert.IsType<ObjectDisposedException>(rows.Exception!.InnerException);
        Assert.Equal(1, Simulator.RequestCount);
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<JsonElement> rows)
    {
        int count = 0;
        await foreach (JsonElement _ in rows.ConfigureAwait(false))
            count++;
        return count;
    }

    private async Task<List<int>> PullAsync(string run, int enough = int.MaxValue)
    {
        var positions = new List<int>();
        await foreach (JsonElement row in Client.Runs.ReadResultsAsync(run).ConfigureAwait(false))
        {
            positions.Add(row.GetProperty("position").GetInt32());
            if (positions.Count == enough)
                break;
        }
        return positions;
    }
}

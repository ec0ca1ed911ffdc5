using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Tasks, runs and results have a budget each; only the requests under way are counted together.</summary>
public class FamilyTests(ITestOutputHelper output)
{
    [Fact]
    public void A_429_pauses_its_own_family_alone()
    {
        using FleetRun run = New();
        run.Service.Faults.Always(Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromHours(1)), IsOf("tasks"));
        run.WatchEndless(3);
        run.RunTo(10);

        Task<Run> call = run.Client.Runs.GetAsync("run-1", CancellationToken.None);
        run.RunTo(11);

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal(1, Count(run, "tasks"));
    }

    [Fact]
    public void Nothing_left_for_one_is_said_of_that_one_alone()
    {
        using FleetRun run = New();
        run.WatchEndless(1);
        run.RunTo(10.5);
        run.Service.UseBudgetElsewhere(90);
        run.RunTo(20);

        Task<Run> call = run.Client.Runs.GetAsync("run-1", CancellationToken.None);
        run.RunTo(21);

        Assert.True(call.IsCompletedSuccessfully);
    }

    [Fact]
    public void Each_uses_its_own_cap_to_the_full()
    {
        using FleetRun run = New();
        Ask(run, uploads: 500, runs: 500);
        run.RunTo(600);

        Assert.Equal(500, Count(run, "tasks"));
        Assert.Equal(500, Count(run, "runs"));
        Assert.InRange(run.Service.Requests.Where(IsOf("tasks")).Max(request => request.SentAt.TotalSeconds), 500 / 1.5 - 5, 500 / 1.5 + 15);
        Assert.InRange(run.Service.Requests.Where(IsOf("runs")).Max(request => request.SentAt.TotalSeconds), 500 / 2.0 - 5, 500 / 2.0 + 15);
        Assert.Equal(0, run.Throttled);
    }

    [Fact]
    public void They_take_turns_where_few_requests_may_be_under_way()
    {
        using FleetRun run = New(
            Latency.Constant(TimeSpan.FromSeconds(2)), options => options with { MaxConcurrentRequests = 1 });
        Ask(run, uploads: 60, runs: 20);
        run.RunTo(80);

        string turns = string.Concat(run.Service.Requests.Select(request => request.Path[0]).Take(40));
        Assert.Equal(string.Concat(Enumerable.Repeat("tr", 20)), turns);
        Assert.Equal(1, run.Traffic.MostUnderWay);
    }

    [Fact]
    public void An_hour_of_429s_on_results_takes_few_requests_too()
    {
        using FleetRun run = New(headers: false);
        run.Service.Faults.Always(Fault.Status(HttpStatusCode.TooManyRequests), IsOf("results"));
        using IDisposable _ = run.Client.Runs.Results("run-1").Subscribe();
        run.RunTo(3_600);

        output.WriteLine($"{Count(run, "results")} requests in the hour");
        Assert.InRange(Count(run, "results"), 2, 120);
    }

    private static FleetRun New(
        Latency? latency = null, Func<LobstrClientOptions, LobstrClientOptions>? configure = null, bool headers = true)
    {
        FleetRun run = new(new() { Latency = latency ?? Latency.None, RateLimitHeaders = headers }, configure);
        run.Service.Faults.Always(Fault.Body("""{"status":"running","is_done":false}"""), IsOf("runs"));
        return run;
    }

    private static Func<SimulatedRequest, bool> IsOf(string family) => request => request.Path.StartsWith(family, StringComparison.Ordinal);

    private static int Count(FleetRun run, string family) => run.Service.Requests.Count(IsOf(family));

    private static void Ask(FleetRun run, int uploads, int runs)
    {
        run.Service.AddUpload("upload", UploadScript.StaysPending());
        for (int i = 0; i < uploads; i++)
            _ = run.Client.Uploads.GetStatusAsync("upload", CancellationToken.None);
        for (int i = 0; i < runs; i++)
            _ = run.Client.Runs.GetAsync($"run-{i}", CancellationToken.None);
    }
}

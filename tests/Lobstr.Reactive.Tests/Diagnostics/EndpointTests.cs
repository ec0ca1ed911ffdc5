using System.Diagnostics;

namespace Lobstr.Reactive.Tests;

/// <summary>What traces and metrics call the endpoints: by a template without ids, and by the family that has a budget.</summary>
[Collection("process-wide state")]
public class EndpointTests
{
    [Theory]
    [InlineData("GetStatusAsync", "tasks", "GET tasks/upload/{id}")]
    [InlineData("SendAsync", "tasks", "POST tasks/upload")]
    [InlineData("StartAsync", "runs", "POST runs")]
    [InlineData("GetAsync", "runs", "GET runs/{id}")]
    [InlineData("AbortAsync", "runs", "POST runs/{id}/abort")]
    [InlineData("GetStatsAsync", "runs", "GET runs/{id}/stats")]
    [InlineData("GetDownloadUrlAsync", "runs", "GET runs/{id}/download")]
    [InlineData("ListAsync", "runs", "GET runs")]
    [InlineData("ReadTasksAsync", "runtasks", "GET runtasks")]
    [InlineData("Results", "results", "GET results")]
    [InlineData("GetAsync squid", "squids", "GET squids/{id}")]
    [InlineData("ConfigureAsync", "squids", "POST squids/{id}")]
    [InlineData("EmptyAsync", "squids", "POST squids/{id}/empty")]
    [InlineData("ListAsync squids", "squids", "GET squids")]
    [InlineData("GetBalanceAsync", "other", "GET user/balance")]
    public void Each_has_a_template_and_a_family(string call, string family, string endpoint) => Assert.Equal([(family, endpoint)], AskedFor(call));

    [Fact]
    public void A_check_asks_for_the_squid_and_for_the_parameters_of_its_crawler() => Assert.Equal(
        [("squids", "GET squids/{id}"), ("other", "GET crawlers/{id}/params")],
        AskedFor("CheckAsync", """{"id":"squid","crawler":"c1"}"""));

    [Theory]
    [InlineData("Watch", "upload")]
    [InlineData("Watch run", "run")]
    [InlineData("WatchStats", "run_stats")]
    [InlineData("DownloadAsync", "export", """{"id":"run","status":"done","export_done":false}""")]
    public void A_watch_is_measured_under_what_it_watches(string call, string subject, params string[] before)
    {
        using MeterRecord meter = new();

        _ = AskedFor(call, before);

        Assert.Contains($"subject={subject}: 0", meter.Totals("lobstr.reactive.watches.active"), StringComparison.Ordinal);
    }

    // The last answer is a refusal, so that nothing is asked for again.
    private static IReadOnlyList<(string Family, string Endpoint)> AskedFor(string call, params string[] before)
    {
        using TraceRecord trace = new();
        using MeterRecord meter = new();
        using ClientRun run = new();
        foreach (string body in before)
            run.Service.Answers(200, body);
        run.Service.Answers(400, "").Forever();
        Task task = ClientCalls.All[call](run.Client);
        run.RunTo(10);
        Assert.True(task.IsFaulted, $"{call} should have been refused.");
        string[] families = [.. meter.Measurements.Where(each => each.Instrument == "lobstr.reactive.requests").Select(each => each.Tags.Split(' ')[0]["family=".Length..])];
        Assert.Equal(families.Length, trace.Requests.Count);
        return [.. families.Zip(trace.Requests.Select(EndpointOf))];
    }

    private static string EndpointOf(Activity request)
    {
        var endpoint = $"{request.GetTagItem("http.request.method")} {request.GetTagItem("url.template")}";
        Assert.Equal(endpoint, request.DisplayName);
        return endpoint;
    }
}

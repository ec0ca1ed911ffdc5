using System.Globalization;
using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>The meter <c>Lobstr.Reactive</c>.</summary>
[Collection("process-wide state")]
public class MetricsTests
{
    private const string Requests = "lobstr.reactive.requests";
    private const string Retries = "lobstr.reactive.retries";
    private const string BudgetWait = "lobstr.reactive.budget.wait";
    private const string ActiveWatches = "lobstr.reactive.watches.active";
    private const string WatchDuration = "lobstr.reactive.watch.duration";

    [Fact]
    public void Requests_are_counted_by_how_they_ended()
    {
        using MeterRecord meter = new();
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        Fault[] faults =
        [
            Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(1)),
            Fault.Status(HttpStatusCode.BadGateway), Fault.ConnectionReset, Fault.Hang,
        ];
        for (int i = 0; i < faults.Length; i++)
            run.Service.Faults.OnRequest(1 + i, faults[i]);
        run.Watch("good", UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) });
        run.RunTo(300);
        run.Watch("missing");
        run.RunTo(310);
        run.Watch("left", UploadScript.StaysPending());
        run.RunTo(310.5);
        run.Watches[^1].Dispose();

        // The request that took too long was given up, too.
        Assert.Equal(
            "family=tasks outcome=cancelled: 2; family=tasks outcome=failed: 1; family=tasks outcome=not_found: 1; "
            + "family=tasks outcome=server_error: 1; family=tasks outcome=success: 1; family=tasks outcome=throttled: 1",
            meter.Totals(Requests));
        Assert.Equal(": 3", meter.Totals(Retries));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData(HttpStatusCode.Forbidden, "forbidden")]
    [InlineData(HttpStatusCode.NotFound, "not_found")]
    [InlineData(HttpStatusCode.BadRequest, "rejected")]
    [InlineData(HttpStatusCode.Found, "rejected")]
    public void A_refused_key_is_told_from_what_does_not_exist(HttpStatusCode code, string outcome)
    {
        using MeterRecord meter = new();
        using FleetRun run = new();
        run.Service.Faults.OnRequest(1, Fault.Status(code));
        run.Watch("a", UploadScript.StaysPending());
        run.RunTo(1);

        Assert.Equal($"family=tasks outcome={outcome}: 1", meter.Totals(Requests));
    }

#if NET9_0_OR_GREATER
    [Fact]
    public void Durations_have_buckets_for_seconds_up_to_days()
    {
        var advised = new Dictionary<string, IReadOnlyList<double>?>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument is System.Diagnostics.Metrics.Histogram<double> { Meter.Name: LobstrTelemetry.MeterName } histogram)
                    advised[instrument.Name] = histogram.Advice?.HistogramBucketBoundaries;
            },
        };
        listener.Start();

        Assert.Equal([BudgetWait, WatchDuration], advised.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((0.01, 3600.0), (advised[BudgetWait]![0], advised[BudgetWait]![^1]));
        Assert.Equal((1.0, 86400.0), (advised[WatchDuration]![0], advised[WatchDuration]![^1]));
    }
#endif

    [Fact]
    public void Retries_of_calls_and_downloads_are_counted_as_those_of_watches()
    {
        using MeterRecord meter = new();
        using FleetRun run = new();
        run.Service.AddRun("r", RunScript.Succeeds(results: 3));
        // The link, and then the file, which its server keeps busy.
        run.Service.Faults.OnRequest(1, Fault.ConnectionReset);
        run.Service.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(5)), IsTransfer);
        run.Service.Faults.OnRequest(2, Fault.Maintenance(TimeSpan.FromSeconds(5)), IsTransfer);
        using var file = new MemoryStream();
        Task download = run.Client.Runs.DownloadAsync("r", file, TestContext.Current.CancellationToken);
        run.RunTo(60);

        Assert.True(download.IsCompletedSuccessfully);
        Assert.Equal(": 3", meter.Totals(Retries));

        static bool IsTransfer(SimulatedRequest request) => request.Path.StartsWith("/exports/", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_request_that_was_sent_is_counted_once()
    {
        using MeterRecord meter = new();
        using FleetRun run = new(new() { Latency = Latency.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3), seed: 1) });
        run.WatchFleet(60, 5, 300);
        run.RunTo(200);
        run.Client.Dispose();
        run.RunTo(300);

        Assert.Equal(run.Service.RequestCount, meter.Measurements.Where(each => each.Instrument == Requests).Sum(each => each.Value));
    }

    [Fact]
    public void The_time_waited_for_the_budget_is_that_from_being_due_to_being_sent()
    {
        using MeterRecord meter = new();
        using FleetRun run = new(client: options => options with { TaskRequestsPerMinute = 2 });
        run.WatchEndless(2, new() { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) });
        run.RunTo(5);
        run.Watch("late", UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) });
        run.RunTo(200);

        IReadOnlyList<double> waits = meter.Of(BudgetWait, "family=tasks");
        Assert.Equal(3, waits.Count);
        Assert.Equal([run.Sent[0], run.Sent[1], run.Sent[2] - 5], waits);
        Assert.InRange(waits[2], 50, 56);
    }

    [Fact]
    public void Active_watches_are_counted_up_and_down_to_nothing()
    {
        using MeterRecord meter = new();
        using FleetRun run = new();
        run.Watch("success", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        run.Watch("failure", UploadScript.Progress(TimeSpan.FromSeconds(3)).Fails());
        run.Watch("missing");
        run.Watch("late", UploadScript.StaysPending(), new() { Timeout = TimeSpan.FromSeconds(3) });
        run.Watch("left", UploadScript.StaysPending());
        run.Watch("closed", UploadScript.StaysPending());
        Assert.Equal("subject=upload: 6", meter.Totals(ActiveWatches));
        run.At(10, () => { run.Watches[4].Dispose(); run.Watches[4].Dispose(); });
        run.RunTo(60);
        Assert.Equal("subject=upload: 1", meter.Totals(ActiveWatches));
        run.Client.Dispose();
        run.Watch("success");
        run.RunTo(70);

        Assert.Equal("subject=upload: 0", meter.Totals(ActiveWatches));
    }

    [Fact]
    public void A_watch_is_measured_by_how_it_ended()
    {
        using MeterRecord meter = new();
        using FleetRun run = new(new() { TaskRateLimit = null }, options => options with { TaskRequestsPerMinute = null });
        run.Watch("success", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        run.Watch("failure", UploadScript.Progress(TimeSpan.FromSeconds(5)).Fails());
        run.Watch("missing");
        run.Watch("late", UploadScript.StaysPending(), new() { Timeout = TimeSpan.FromSeconds(7) });
        run.Watch("left", UploadScript.StaysPending());
        run.Watch("refused", UploadScript.StaysPending(), new() { Retry = RetryPolicy.None });
        run.Service.Faults.OnRequest(1, Fault.ConnectionRefused, request => request.Path.EndsWith("refused", StringComparison.Ordinal));
        run.At(10, run.Watches[4].Dispose);
        run.RunTo(60);

        string ends = string.Join("; ", meter.Measurements
            .Where(each => each.Instrument == WatchDuration)
            .Select(each => $"{each.Tags}: {each.Value.ToString(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal));
        Assert.Equal(
            "subject=upload outcome=cancelled: 10; subject=upload outcome=error: 0; subject=upload outcome=failure: 6; "
            + "subject=upload outcome=not_found: 0; subject=upload outcome=success: 4; subject=upload outcome=timeout: 7",
            ends);
    }

    [Fact]
    public void A_watch_that_begins_later_is_measured_from_its_own_beginning()
    {
        using MeterRecord meter = new();
        using FleetRun run = new();
        run.RunTo(100);
        run.Watch("late", UploadScript.StaysPending(), new() { Timeout = TimeSpan.FromSeconds(7) });
        run.RunTo(200);

        Assert.Equal(7, Assert.Single(meter.Of(WatchDuration, "subject=upload outcome=timeout")));
    }

    [Fact]
    public void A_client_with_a_name_has_it_in_every_tag()
    {
        using MeterRecord meter = new();
        using FleetRun run = new(client: options => options with { Name = "billing" });
        run.Service.Faults.OnRequest(1, Fault.ConnectionReset);
        run.Watch("good", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        run.RunTo(120);

        Assert.Equal("client=billing family=tasks outcome=failed: 1; client=billing family=tasks outcome=success: 3", meter.Totals(Requests));
        Assert.Equal("client=billing: 1", meter.Totals(Retries));
        Assert.Equal("client=billing subject=upload: 0", meter.Totals(ActiveWatches));
        Assert.Equal(4, meter.Of(BudgetWait, "client=billing family=tasks").Count);
        Assert.Single(meter.Of(WatchDuration, "client=billing subject=upload outcome=success"));
    }

    [Fact]
    public void No_tag_has_an_id_or_the_key()
    {
        using MeterRecord meter = new();
        using FleetRun run = new();
        run.Service.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(1)));
        run.Service.Faults.OnRequest(2, Fault.ConnectionReset);
        run.WatchFleet(5, 5, 20);
        run.Watch("missing");
        run.RunTo(120);

        Assert.Equal(5, run.Completed);
        Assert.Equal(
            ["", "family=tasks", "family=tasks outcome=failed", "family=tasks outcome=not_found", "family=tasks outcome=success",
                "family=tasks outcome=throttled", "subject=upload", "subject=upload outcome=not_found", "subject=upload outcome=success"],
            meter.Measurements.Select(each => each.Tags).Distinct().Order(StringComparer.Ordinal));
    }
}

using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

public sealed class LenientJsonTests : PipelineTest
{
    [Fact]
    public void Stats_are_read_whole() => Assert.Equal(
        new RunStats
        {
            Id = "r",
            IsDone = true,
            PercentDone = 50,
            Eta = Seconds(3),
            TotalTasks = 6,
            TasksDone = 4,
            TasksLeft = 2,
            TotalResults = 7,
            ResultsDone = 5,
            ResultsExpected = 10,
            CurrentTask = "https://example.com/1",
            StartedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            EndedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 9, TimeSpan.Zero),
            Duration = Seconds(9),
        },
        Stats("""
            {"id":"r","is_done":true,"percent_done":"50%","eta":3,"total_tasks":6,"total_tasks_done":4,"total_tasks_left":2,"total_results":7,
            "results_done":5,"results_total":10,"current_task":"https://example.com/1","started_at":"2026-03-01T12:00:00","ended_at":"2026-03-01T12:00:09",
            "duration":"0:00:09","more":[1]}
            """));

    [Theory]
    [InlineData("\"37%\"", 37.0)]
    [InlineData("\"37 %\"", 37.0)]
    [InlineData("\"99.5%\"", 99.5)]
    [InlineData("\"100%\"", 100.0)]
    [InlineData("\"37\"", 37.0)]
    [InlineData("37", 37.0)]
    [InlineData("37.5", 37.5)]
    [InlineData("\"\"", null)]
    [InlineData("\"%\"", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    public void A_percentage_is_a_number(string json, double? expected) =>
        Assert.Equal(expected, Stats($$"""{"is_done":false,"percent_done":{{json}}}""").PercentDone);

    [Theory]
    [InlineData("\"∞\"", null)]
    [InlineData("\"\\u221e\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("1e300", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("\"1:2\"", null)]
    [InlineData("\"a:b:c\"", null)]
    [InlineData("\"x day, 0:00:01\"", null)]
    [InlineData("\"0:00:50.183300\"", 50.1833)]
    [InlineData("\"0:00:50\"", 50.0)]
    [InlineData("\"00:01:02\"", 62.0)]
    [InlineData("\"26:01:02\"", 93_662.0)]
    [InlineData("\"1 day, 2:01:02\"", 93_662.0)]
    [InlineData("\"2 days, 0:00:00.500000\"", 172_800.5)]
    [InlineData("\"-1 day, 23:59:59\"", -1.0)]
    [InlineData("\"3 days\"", 259_200.0)]
    [InlineData("50.1833", 50.1833)]
    [InlineData("50", 50.0)]
    [InlineData("\"50.1833\"", 50.1833)]
    public void A_duration_has_two_spellings_and_may_be_unknown(string json, double? seconds)
    {
        RunStats stats = Stats($$"""{"is_done":false,"eta":{{json}},"duration":{{json}}}""");

        TimeSpan? expected = seconds is { } known ? TimeSpan.FromSeconds(known) : null;
        Assert.Equal(expected, stats.Eta);
        Assert.Equal(expected, stats.Duration);
    }

    [Theory]
    [InlineData("\"2026-03-01T12:30:00.250000\"", true)]
    [InlineData("\"2026-03-01T12:30:00.25Z\"", true)]
    [InlineData("\"2026-03-01 12:30:00.250\"", true)]
    [InlineData("\"2026-03-01T14:30:00.25+02:00\"", true)]
    [InlineData("\"2026-03-01T07:30:00.25-0500\"", true)]
    [InlineData("\"\"", false)]
    [InlineData("\"yesterday\"", false)]
    [InlineData("12", false)]
    [InlineData("null", false)]
    public void A_date_without_an_offset_is_utc(string json, bool isKnown)
    {
        RunStats stats = Stats($$"""{"is_done":false,"started_at":{{json}}}""");

        Assert.Equal(isKnown ? new DateTimeOffset(2026, 3, 1, 12, 30, 0, 250, TimeSpan.Zero) : null, stats.StartedAt);
        Assert.True(stats.StartedAt is null || stats.StartedAt.Value.Offset == TimeSpan.Zero);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("7.0", 7)]
    [InlineData("7.9", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("null", 0)]
    [InlineData("\"many\"", 0)]
    [InlineData("1e400", 0)]
    public void A_count_may_have_a_fraction_or_be_text(string json, long expected) =>
        Assert.Equal(expected, Stats($$"""{"is_done":false,"total_results":{{json}}}""").TotalResults);

    [Fact]
    public void What_is_missing_is_absent()
    {
        Assert.Equal(new RunStats { Id = "r" }, Stats("""{"is_done":false}"""));
        Assert.Equal(
            new Run { Id = "r", Status = RunStatus.Done, RawStatus = "DONE", IsDone = true },
            RunOf("""{"status":"DONE"}"""));
        Assert.Equal(new Run { Id = "r", IsDone = true }, RunOf("""{"is_done":true}"""));
    }

    [Theory]
    [InlineData("thinking", RunStatus.Unknown, false)]
    [InlineData("Paused", RunStatus.Paused, false)]
    [InlineData("unknown", RunStatus.Unknown, false)]
    [InlineData("5", RunStatus.Unknown, false)]
    [InlineData("-1", RunStatus.Unknown, false)]
    [InlineData("", RunStatus.Unknown, false)]
    [InlineData("done, error", RunStatus.Unknown, false)]
    [InlineData("ABORTED", RunStatus.Aborted, true)]
    public void A_status_may_be_unknown(string status, RunStatus expected, bool isDone)
    {
        Run run = RunOf($$"""{"status":"{{status}}"}""");

        Assert.Equal((expected, status, isDone), (run.Status, run.RawStatus, run.IsDone));
    }

    [Theory]
    [InlineData("""{"id":"other","is_done":false}""")]
    [InlineData("""{"percent_done":"1%"}""")]
    [InlineData("""[]""")]
    [InlineData("""nothing""")]
    [InlineData("")]
    public void Stats_that_cannot_be_meant_are_a_protocol_fault(string body)
    {
        Simulator.Faults.Always(Fault.Body(body));

        Failed<LobstrProtocolException>(Client.Runs.GetStatsAsync("r"));
    }

    [Theory]
    [InlineData("""{"id":"other","status":"done"}""")]
    [InlineData("""{"id":"r"}""")]
    [InlineData("""{"id":"r","status":null,"is_done":"yes"}""")]
    public void A_run_that_cannot_be_meant_is_a_protocol_fault(string body)
    {
        Simulator.Faults.Always(Fault.Body(body));

        Failed<LobstrProtocolException>(Client.Runs.GetAsync("r"));
    }

    [Fact]
    public void A_larger_answer_than_a_mebibyte_is_a_protocol_fault()
    {
        Simulator.Faults.Always(Fault.Body($$"""{"is_done":false,"padding":"{{new string('x', 1024 * 1024)}}"}"""));

        Assert.Contains("1048576", Failed<LobstrProtocolException>(Client.Runs.GetStatsAsync("r")).Message, StringComparison.Ordinal);
    }

    private RunStats Stats(string body)
    {
        using IDisposable fault = Simulator.Faults.Always(Fault.Body(body));
        return Ended(Client.Runs.GetStatsAsync("r"));
    }

    private Run RunOf(string body)
    {
        using IDisposable fault = Simulator.Faults.Always(Fault.Body(body));
        return Ended(Client.Runs.GetAsync("r"));
    }
}

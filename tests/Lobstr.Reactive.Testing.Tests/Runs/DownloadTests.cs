using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class DownloadTests : RunTest
{
    private const string ThreeRows = "name,text\r\n1,plain\r\n2,\"with, comma\"\r\n3,\"with \"\"quotes\"\"\"\r\n";

    private const string NotReady =
        """404 {"error":{"message":"Run not found or export not ready","type":"not_found_error","param":"run_hash"}}""";

    public DownloadTests() => Options = Options with
    {
        ResultRow = (_, index) => new JsonObject
        {
            ["name"] = index + 1,
            ["text"] = index switch { 0 => "plain", 1 => "with, comma", _ => "with \"quotes\"" },
        },
    };

    [Fact]
    public void There_is_no_file_before_it_is_exported()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(5), results: 3).Succeeds(exportAfter: Seconds(2)));

        Advance(6.999);
        Assert.Equal(NotReady, Line(Get("runs/r/download")));
        Advance(0.001);
        Assert.Equal(ThreeRows, Body(Fetch(Link("r"))));
    }

    [Fact]
    public void A_file_lags_some_seconds_behind_the_end_unless_the_script_says_when()
    {
        Simulator.AddRun("usual", RunScript.Running(Seconds(5), results: 3).Succeeds());
        Simulator.AddRun("aborted", RunScript.Running(Seconds(5), results: 3).Aborts());
        Simulator.AddRun("short", RunScript.Running(Seconds(5), results: 3).IsCutShort("no_credits_left"));
        Simulator.AddRun("quick", RunScript.Running(Seconds(5), results: 3).Succeeds(exportAfter: TimeSpan.Zero));
        Simulator.AddRun("over", RunScript.Succeeds(results: 3));

        Assert.Equal(200, (int)Get("runs/over/download").StatusCode);
        Advance(5);
        Assert.Equal(200, (int)Get("runs/quick/download").StatusCode);
        Advance(2.999);
        Assert.All(["usual", "aborted", "short"], run => Assert.Equal(NotReady, Line(Get($"runs/{run}/download"))));
        Assert.Equal("done false 0 null", Fields(Run("usual"), "status", "export_done", "export_count", "export_time"));
        Advance(0.001);
        Assert.All(["usual", "aborted", "short"], run => Assert.Equal(ThreeRows, Body(Fetch(Link(run)))));
        Assert.Equal("done true 1 2026-01-01T00:00:08.000000", Fields(Run("usual"), "status", "export_done", "export_count", "export_time"));
    }

    [Fact]
    public void How_far_files_lag_can_be_said()
    {
        Options = Options with { ExportDelay = TimeSpan.Zero };
        Simulator.AddRun("r", RunScript.Running(Seconds(5), results: 3).Succeeds());
        Advance(5);

        Assert.Equal(200, (int)Get("runs/r/download").StatusCode);
    }

    [Fact]
    public void There_is_no_file_of_a_run_that_failed()
    {
        Simulator.AddRun("r", RunScript.Fails());
        Advance(1_000);

        Assert.Equal(NotReady, Line(Get("runs/r/download")));
        Assert.Equal("false", Fields(Run("r"), "export_done"));
    }

    [Fact]
    public void The_file_has_a_type_a_length_and_a_tag()
    {
        HttpResponseMessage file = Fetch(ReadyLink());

        Assert.Equal(200, (int)file.StatusCode);
        Assert.Equal("text/csv", file.Content.Headers.ContentType?.ToString());
        Assert.Equal(ThreeRows.Length, file.Content.Headers.ContentLength);
        Assert.Equal(["bytes"], file.Headers.AcceptRanges);
        Assert.False(file.Headers.ETag!.IsWeak);
    }

    [Fact]
    public void A_key_is_not_to_be_sent_there()
    {
        HttpResponseMessage refused = Fetch(ReadyLink(), request => request.Headers.Authorization = new("Token", Simulator.ApiKey));

        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("Authorization", Body(refused), StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_costs_no_budget_and_is_noted_with_its_whole_path()
    {
        Uri link = ReadyLink();
        for (int i = 0; i < 200; i++) Assert.Null(Header(Fetch(link), "X-RateLimit-Remaining"));

        SimulatedRequest last = Simulator.Requests[^1];
        Assert.Equal("/exports/r.csv", last.Path);
        Assert.Equal(link.Query, last.Query);
    }

    [Fact]
    public void An_address_expires()
    {
        Options = Options with { DownloadLinkLife = Seconds(60) };
        Uri link = ReadyLink();

        Advance(59.999);
        Assert.Equal(200, (int)Fetch(link).StatusCode);
        Advance(0.001);
        HttpResponseMessage expired = Fetch(link);
        Assert.Equal(403, (int)expired.StatusCode);
        Assert.Contains("<Message>Request has expired</Message>", Body(expired), StringComparison.Ordinal);
        Assert.Equal(200, (int)Fetch(Link("r")).StatusCode);
    }

    [Theory]
    [InlineData("Signature=0")]
    [InlineData("Expires=9999999999")]
    [InlineData("Expires=x")]
    public void An_address_cannot_be_made_up(string query)
    {
        Uri link = ReadyLink();

        HttpResponseMessage refused = Fetch(new Uri(link.AbsoluteUri + "&" + query));

        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Contains("SignatureDoesNotMatch", Body(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "name", "bytes 0-3/58")]
    [InlineData("bytes=55-", 206, "\"\r\n", "bytes 55-57/58")]
    [InlineData("bytes=55-1000", 206, "\"\r\n", "bytes 55-57/58")]
    [InlineData("bytes=-3", 206, "\"\r\n", "bytes 55-57/58")]
    [InlineData("bytes=-1000", 206, ThreeRows, "bytes 0-57/58")]
    [InlineData("bytes=58-", 416, null, "bytes */58")]
    [InlineData("bytes=1-2,4-5", 200, ThreeRows, null)]
    [InlineData("rows=1-2", 200, ThreeRows, null)]
    public void Ranges_are_served(string range, int expected, string? body, string? contentRange)
    {
        Assert.Equal(58, ThreeRows.Length);
        HttpResponseMessage part = Fetch(ReadyLink(), request => request.Headers.Range = RangeHeaderValue.Parse(range));

        Assert.Equal(expected, (int)part.StatusCode);
        if (body is not null) Assert.Equal(body, Body(part));
        Assert.Equal(contentRange, part.Content.Headers.ContentRange?.ToString());
    }

    [Theory]
    [InlineData(null, 206)]
    [InlineData("\"another\"", 200)]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", 200)]
    public void A_range_of_another_version_is_the_whole_file(string? condition, int expected)
    {
        Uri link = ReadyLink();
        string same = Fetch(link).Headers.ETag!.ToString();

        HttpResponseMessage part = Fetch(link, request =>
        {
            request.Headers.Range = new RangeHeaderValue(5, null);
            request.Headers.IfRange = RangeConditionHeaderValue.Parse(condition ?? same);
        });

        Assert.Equal(expected, (int)part.StatusCode);
        Assert.Equal(expected == 206 ? ThreeRows[5..] : ThreeRows, Body(part));
    }

    [Fact]
    public void The_file_can_be_another_one()
    {
        int opened = 0;
        Options = Options with
        {
            Export = run => run.Id == "r" ? new ExportFile(() => new MemoryStream(Encoding.UTF8.GetBytes($"version {++opened}")), $"\"{opened}\"") : null,
        };
        Uri link = ReadyLink();
        Simulator.AddRun("another", RunScript.Succeeds(results: 3));

        // Opened twice for each request: once for its length.
        Assert.Equal("version 2", Body(Fetch(link)));
        Assert.Equal("version 4", Body(Fetch(link)));
        Assert.Equal(ThreeRows, Body(Fetch(Link("another"))));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(0, false)]
    [InlineData(10, true)]
    public void A_transfer_breaks_off_or_hangs_where_the_script_says_so(int bytes, bool hangs)
    {
        Uri link = ReadyLink();
        Simulator.Faults.OnRequest(1, hangs ? Fault.BodyHangsAfter(bytes) : Fault.BodyBreaksAfter(bytes));
        HttpResponseMessage file = Fetch(link);
        Assert.Equal(ThreeRows.Length, file.Content.Headers.ContentLength);
        using Stream body = Ended(file.Content.ReadAsStreamAsync());
        byte[] buffer = new byte[100];

        using var cancellation = new CancellationTokenSource();
        int read = bytes == 0 ? 0 : Ended(body.ReadAsync(buffer, cancellation.Token).AsTask());
        Task<int> more = body.ReadAsync(buffer, cancellation.Token).AsTask();

        Assert.Equal(bytes, read);
        Assert.Equal(hangs, !more.IsCompleted);
        cancellation.Cancel();
        if (hangs) Assert.True(more.IsCanceled);
        else Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(more.Exception!.InnerException).HttpRequestError);
    }

    [Fact]
    public void A_body_that_is_shorter_comes_whole()
    {
        Uri link = ReadyLink();
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(58));

        Assert.Equal(ThreeRows, Body(Fetch(link)));
    }

    [Fact]
    public void Negative_places_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.BodyBreaksAfter(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.BodyHangsAfter(-1));
        Options = Options with { DownloadLinkLife = TimeSpan.Zero };
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulator);
    }

    [Fact]
    public void Files_are_only_read()
    {
        using var http = new HttpMessageInvoker(Simulator.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Delete, ReadyLink());

        Assert.Equal(405, (int)Ended(http.SendAsync(request, CancellationToken.None)).StatusCode);
    }

    private Uri ReadyLink()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 3));
        return Link("r");
    }

    private Uri Link(string run) => new((string)Json(Get($"runs/{run}/download"))["s3"]!);

    private HttpResponseMessage Fetch(Uri link, Action<HttpRequestMessage>? configure = null)
    {
        var http = new HttpMessageInvoker(Simulator.CreateHandler());
        var request = new HttpRequestMessage(HttpMethod.Get, link);
        configure?.Invoke(request);
        return Ended(http.SendAsync(request, CancellationToken.None));
    }
}

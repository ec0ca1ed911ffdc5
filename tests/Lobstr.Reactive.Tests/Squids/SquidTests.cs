using System.Text.Json;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class SquidTests : IDisposable
{
    private const string Ready = """{"id":"s1","is_ready":true}""";

    private readonly ClientRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_squid_is_read_whole()
    {
        _run.Service.Answers(200, """
            {"id":"s1","object":"squid","name":"My squid","crawler":"c1","crawler_name":"Maps","is_ready":true,"is_active":true,"concurrency":2.0,
            "params":{"language":"en"},"to_complete":3,"last_run":"r9","last_run_status":"DONE","last_run_done_reason":"no_credits_left","last_run_is_done":true,"total_runs":4}
            """);

        Squid squid = Ended(_run.Client.Squids.GetAsync("s1", Cancellation));

        Assert.Equal(("s1", "My squid", "c1", "Maps", true, true, 2), (squid.Id, squid.Name, squid.CrawlerId, squid.CrawlerName, squid.IsReady, squid.IsActive, squid.Concurrency));
        Assert.Equal(("r9", "no_credits_left", 4), (squid.LastRunId, squid.LastRunDoneReason, squid.TotalRuns));
        Assert.Equal("en", squid.Parameters.GetProperty("language").GetString());
        Assert.Equal("0  GET /v1/squids/s1", _run.Transcript.ToString());
    }

    [Theory]
    [InlineData("""{"id":"S-1"}""")]
    [InlineData("""{"crawler":null}""")]
    [InlineData("""{"is_ready":null}""")]
    [InlineData("""{"is_ready":null,"crawler":"a/b","concurrency":"many","last_run":{},"last_run_done_reason":"","total_runs":null,"name":7}""")]
    public void What_is_missing_is_absent(string body)
    {
        _run.Service.Answers(200, body);

        Assert.Equal(new Squid { Id = "s1" }, Ended(_run.Client.Squids.GetAsync("s1", Cancellation)));
    }

    [Fact]
    public void What_is_named_may_be_an_object()
    {
        _run.Service.Answers(200, """{"id":"s1","crawler":{"id":"c1","name":"Maps"},"last_run":{"id":"r9"} }""");

        Squid squid = Ended(_run.Client.Squids.GetAsync("s1", Cancellation));

        Assert.Equal(("c1", "r9"), (squid.CrawlerId, squid.LastRunId));
    }

    [Theory]
    [InlineData("""{"id":"other","is_ready":true}""")]
    [InlineData("""{"name":"a page that says hello"}""")]
    [InlineData("""[]""")]
    public void What_cannot_be_meant_is_a_protocol_fault(string body)
    {
        _run.Service.Answers(200, body);

        Failed<LobstrProtocolException>(_run.Client.Squids.GetAsync("s1", Cancellation));
    }

    [Theory]
    [InlineData(null, "/v1/squids?page=1&limit=100")]
    [InlineData("", "/v1/squids?page=1&limit=100")]
    [InlineData("My squid/2 & more", "/v1/squids?name=My%20squid%2F2%20%26%20more&page=1&limit=100")]
    public void Squids_can_be_listed_by_name(string? name, string address)
    {
        _run.Service.Answers(200, """{"total_results":2,"data":[{"id":"s1","name":"a"},{"id":"s2","name":"b"}]}""");

        IReadOnlyList<Squid> squids = Ended(_run.Client.Squids.ListAsync(name, Cancellation).ReadAllAsync());

        Assert.Equal(["s1 a", "s2 b"], squids.Select(squid => $"{squid.Id} {squid.Name}"));
        Assert.Equal(address, _run.Service.Requests[0].Uri.PathAndQuery);
    }

    [Fact]
    public void What_is_to_change_is_sent_and_nothing_else()
    {
        using JsonDocument parameters = JsonDocument.Parse("""{"language":"é","max":5}""");
        string[] bodies =
        [
            BodyOf(client => client.Squids.ConfigureAsync("s1", new SquidSettings(), Cancellation)),
            BodyOf(client => client.Squids.ConfigureAsync("s1", new SquidSettings { Parameters = parameters.RootElement }, Cancellation)),
            BodyOf(client => client.Squids.ConfigureAsync("s1", new SquidSettings { Concurrency = 3, IsActive = false, Name = "New \"name\"", Accounts = ["a", "b"] }, Cancellation)),
            BodyOf(client => client.Squids.ConfigureAsync("s1", new SquidSettings { Accounts = [] }, Cancellation)),
        ];

        Assert.Equal(
            [
                "{}",
                """{"params":{"language":"\u00E9","max":5}}""",
                """{"concurrency":3,"is_active":false,"name":"New \u0022name\u0022","accounts":["a","b"]}""",
                """{"accounts":[]}""",
            ],
            bodies);
    }

    [Fact]
    public void Settings_are_read_during_the_call()
    {
        JsonDocument parameters = JsonDocument.Parse("{}");

        string body = BodyOf(client =>
        {
            Task<Squid> configuring = client.Squids.ConfigureAsync("s1", new SquidSettings { Parameters = parameters.RootElement }, Cancellation);
            parameters.Dispose();
            return configuring;
        });

        Assert.Equal("""{"params":{}}""", body);
    }

    [Fact]
    public void A_new_squid_is_ready_once_its_parameters_are_set()
    {
        _run.Service
            .Answers(400, """{"error":{"message":"Squid not ready, please update the settings first","type":"validation_error","param":"squid"}}""")
            .Answers(200, Ready)
            .Answers(200, """{"id":"r","status":"pending"}""");

        Assert.Contains("not ready", Failed<LobstrApiException>(_run.Client.Runs.StartAsync("s1", Cancellation)).Message, StringComparison.Ordinal);
        using JsonDocument nothing = JsonDocument.Parse("{}");
        Assert.True(Ended(_run.Client.Squids.ConfigureAsync("s1", new SquidSettings { Parameters = nothing.RootElement }, Cancellation)).IsReady);
        Assert.Equal("r", Ended(_run.Client.Runs.StartAsync("s1", Cancellation)).Id);
        Assert.Equal(["POST /v1/runs", "POST /v1/squids/s1", "POST /v1/runs"], _run.Transcript.Lines.Select(line => line.Split("  ")[1]));
    }

    [Theory]
    [InlineData(SquidTaskType.Url, """{"type":"url"}""")]
    [InlineData(SquidTaskType.Parameters, """{"type":"params"}""")]
    public void A_squid_is_emptied_of_one_type_of_tasks(SquidTaskType type, string expected)
    {
        Assert.Equal(expected, BodyOf(client => client.Squids.EmptyAsync("s1", type, Cancellation), """{"id":"s1","object":"squid","emptied":true,"deleted_count":12.0}"""));

        _run.Service.Answers(200, """{"id":"s1","object":"squid","emptied":true,"deleted_count":12.0}""").Answers(200, """{"emptied":true}""").Answers(200, """{"deleted_count":"3"}""");
        Assert.Equal(12, Ended(_run.Client.Squids.EmptyAsync("s1", type, Cancellation)));
        Assert.Equal(0, Ended(_run.Client.Squids.EmptyAsync("s1", type, Cancellation)));
        Assert.Equal(3, Ended(_run.Client.Squids.EmptyAsync("s1", type, Cancellation)));
        Assert.EndsWith("POST /v1/squids/s1/empty", _run.Transcript.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"s1","emptied":false,"deleted_count":0}""")]
    [InlineData("""{"id":"other","emptied":true,"deleted_count":3}""")]
    [InlineData("""{}""")]
    public void A_squid_that_is_not_said_to_be_empty_is_a_protocol_fault(string body)
    {
        _run.Service.Answers(200, body);

        Failed<LobstrProtocolException>(_run.Client.Squids.EmptyAsync("s1", cancellationToken: Cancellation));
    }

    [Fact]
    public void A_cancelled_token_is_a_cancellation()
    {
        _run.Service.HangsUntilCancelled();
        using var cancellation = new CancellationTokenSource();
        Task<long> emptying = _run.Client.Squids.EmptyAsync("s1", cancellationToken: cancellation.Token);
        _run.RunTo(1);

        cancellation.Cancel();

        Assert.True(emptying.IsCanceled);
    }

    [Fact]
    public void Emptying_stays_in_virtual_time_whatever_context_is_current()
    {
        _run.Service.Answers(200, """{"emptied":true}""", after: 1);
        var context = new HostileSynchronizationContext();

        context.Run(() => Ended(_run.Client.Squids.EmptyAsync("s1", cancellationToken: Cancellation)));

        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public void What_is_sent_is_sent_once_and_an_error_that_leaves_it_open_says_with_what_to_look()
    {
        _run.Service.Answers(502, "").Forever();

        Exception configuring = Failed<LobstrApiException>(_run.Client.Squids.ConfigureAsync("s1", new SquidSettings(), Cancellation));
        Exception emptying = Failed<LobstrApiException>(_run.Client.Squids.EmptyAsync("s1", cancellationToken: Cancellation));
        Exception starting = Failed<LobstrApiException>(_run.Client.Runs.StartAsync("s1", Cancellation));
        Exception sending = Failed<LobstrApiException>(_run.Client.Uploads.SendAsync("s1", TaskFile.FromText("url\n1\n", "tasks.csv"), Cancellation));

        Assert.EndsWith("The settings of squid 's1' may or may not have been taken: look before you repeat it (Squids.GetAsync tells what they are).", configuring.Message, StringComparison.Ordinal);
        Assert.Contains("may or may not have been taken", emptying.Message, StringComparison.Ordinal);
        Assert.Contains("EmptyAsync", emptying.Message, StringComparison.Ordinal);
        Assert.EndsWith("look before you repeat it (Runs.ListAsync gives the runs of the squid, newest first).", starting.Message, StringComparison.Ordinal);
        Assert.Contains("Squids.GetAsync", sending.Message, StringComparison.Ordinal);
        Assert.Contains("EmptyAsync", sending.Message, StringComparison.Ordinal);
        Assert.Equal(4, _run.Service.Requests.Count);
    }

    [Fact]
    public void Squids_have_a_budget_of_their_own()
    {
        using ClientRun run = new(options => options with { SquidRequestsPerMinute = 1 });
        run.Service.Answers(200, Ready).Forever();

        Task<Squid>[] asking = [run.Client.Squids.GetAsync("s1", Cancellation), run.Client.Squids.GetAsync("s1", Cancellation)];
        run.RunTo(100);

        Assert.All(asking, each => Assert.True(each.IsCompletedSuccessfully));
        Assert.Equal([0, 60], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void Arguments_are_checked_at_the_call()
    {
        ISquids squids = _run.Client.Squids;
        TaskFile file = TaskFile.FromText("url\n", "tasks.csv");
        foreach (string id in (string[])["", "a/b", "a?b"])
        {
            Assert.Throws<ArgumentException>(() => { _ = squids.GetAsync(id); });
            Assert.Throws<ArgumentException>(() => { _ = squids.ConfigureAsync(id, new SquidSettings()); });
            Assert.Throws<ArgumentException>(() => { _ = squids.EmptyAsync(id); });
            Assert.Throws<ArgumentException>(() => { _ = squids.CheckAsync(id, file); });
        }
        Assert.Throws<ArgumentNullException>(() => { _ = squids.ConfigureAsync("s1", null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = squids.CheckAsync("s1", null!); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = squids.EmptyAsync("s1", (SquidTaskType)7); });
        using JsonDocument list = JsonDocument.Parse("[]");
        foreach ((string name, SquidSettings settings) in (ReadOnlySpan<(string, SquidSettings)>)
            [
                ("Concurrency", new() { Concurrency = 0 }),
                ("Name", new() { Name = " " }),
                ("Accounts", new() { Accounts = ["a", ""] }),
                ("Parameters", new() { Parameters = list.RootElement }),
                ("Parameters", new() { Parameters = default(JsonElement) }),
            ])
        {
            Assert.Contains($"SquidSettings.{name} ", Assert.Throws<ArgumentException>(() => { _ = squids.ConfigureAsync("s1", settings); }).Message, StringComparison.Ordinal);
        }
        Assert.Empty(_run.Service.Requests);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string BodyOf(Func<LobstrClient, Task> call, string answer = Ready)
    {
        var service = new CannedHandler(answer);
        using var http = new HttpClient(service) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new LobstrClient(http, new LobstrClientOptions { ApiKey = ClientRun.Key, Scheduler = _run.Scheduler });
        Task task = call(client);
        _run.RunTo(_run.Transcript.Seconds + 1);
        Assert.True(task.IsCompletedSuccessfully);
        string body = Assert.Single(service.Bodies);
        Assert.StartsWith("application/json; charset=utf-8\n", body, StringComparison.Ordinal);
        return body.Split('\n')[1];
    }

    private T Ended<T>(Task<T> task)
    {
        _run.RunTo(_run.Transcript.Seconds + 2);
        Assert.True(task.IsCompleted, "There should be an answer by now.");
        return task.GetAwaiter().GetResult();
    }

    private TError Failed<TError>(Task task)
        where TError : Exception
    {
        _run.RunTo(_run.Transcript.Seconds + 2);
        return Assert.IsType<TError>(task.Exception?.InnerException);
    }
}

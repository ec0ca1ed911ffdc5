using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>The requests of the service's own client and command line, in their order and at their pace, as plain HTTP.</summary>
public sealed class OfficialRoadTests : RunTest
{
    private readonly List<string> _transcript = [];

    [Fact]
    public void From_a_crawlers_name_to_a_file_and_once_more_with_the_same_squid()
    {
        Options = Options with { Squids = new Dictionary<string, string> { ["Another"] = "another" } };

        Go(empty: false, "https://example.com/a", "https://example.com/b");
        Go(empty: true, "https://example.com/c");

        Assert.Equal(
            [
                "crawlers: Simulated Crawler",
                "found: 0",
                "created: Fresh, ready False",
                "configured: ready True",
                "added: 2, duplicates 0",
                "run: pending, 0",
                "0% ∞ false", "21% 0:00:07.354000 false", "60% 0:00:04.354000 false", "99% 0:00:01.354000 false", "100% ∞ true",
                "ended: done, 2, 0:00:09.059750, tasks_done",
                "download: 404", "download: 200",
                "lines: 3",
                "crawlers: Simulated Crawler",
                "found: 1",
                "emptied: 2",
                "configured: ready True",
                "added: 1, duplicates 0",
                "run: pending, 0",
                "0% ∞ false", "22% 0:00:07.250000 false", "61% 0:00:04.250000 false", "100% ∞ false", "100% ∞ true",
                "ended: done, 1, 0:00:08.968750, tasks_done",
                "download: 404", "download: 200",
                "lines: 2",
            ],
            _transcript);
    }

    [Fact]
    public void A_file_is_sent_with_its_squid_first_and_asked_about_until_it_is_read()
    {
        Options = Options with { Squids = new Dictionary<string, string> { ["Mine"] = Squid } };
        const string Rows = "url\n1\n2\n3\n4\n5\n6\n7\n8\n1\n2\n";
        string body = $"--b\r\nContent-Disposition: form-data; name=\"squid\"\r\n\r\n{Squid}\r\n"
            + $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tasks.csv\"\r\nContent-Type: text/csv\r\n\r\n{Rows}\r\n--b--\r\n";
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        string id = (string)Json(Ended(SendAsync(HttpMethod.Post, "tasks/upload", content)))["id"]!;
        var codes = new List<int>();
        do
        {
            codes.Add((int)Get("tasks/upload/" + id).StatusCode);
            Advance(2);
        }
        while (codes[^1] == 202);

        Assert.Equal([202, 202, 202, 202, 200], codes);
        Assert.Equal($$$"""200 {"id":"{{{id}}}","object":"task_upload","state":"SUCCESS","meta":{"duplicates":2,"inserted":8,"invalid":0,"valid":10}}""", Poll(id));
    }

    [Fact]
    public void The_rows_of_a_squid_are_listed_with_a_size_of_the_page_that_the_service_does_not_know()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 120), squid: Squid);

        JsonObject page = Json(Get($"results?squid={Squid}&page=1&page_size=100"));

        Assert.Equal("50 3 1 50", Fields(page, "limit", "total_pages", "result_from", "result_to"));
        Assert.Equal(50, page["data"]!.AsArray().Count);
    }

    [Fact]
    public void A_webhook_is_set_and_a_run_is_watched_and_aborted()
    {
        Options = Options with { Squids = new Dictionary<string, string> { ["Mine"] = Squid } };
        string id = StartedId();

        Assert.Equal(201, (int)PostTo("delivery?squid=" + Squid, """{"webhook_fields":{"url":"https://example.com/h","is_active":true,"retry":true,"events":{"run.running":false,"run.paused":false,"run.done":true,"run.error":true}}}""").StatusCode);
        Assert.Equal("1", Fields(Json(Get($"runs?squid={Squid}&limit=20&page=1")), "total_results"));
        Assert.Equal("0", Fields(Json(Get($"runtasks?run={id}&limit=50&page=1")), "total_results"));
        Assert.Equal("uploading", Fields(Json(Abort(id)), "status"));
    }

    [Fact]
    public void Everything_else_that_the_command_line_can_do_is_answered()
    {
        Options = Options with { Squids = new Dictionary<string, string> { ["Mine"] = Squid } };
        string crawler = Options.Crawlers[0].Id;
        PostTo("squids/" + Squid, """{"concurrency":2,"export_unique_results":true}""");
        string task = (string)Json(PostTo("tasks", $$"""{"squid":"{{Squid}}","tasks":[{"url":"https://example.com/9"}]}"""))["tasks"]![0]!["id"]!;
        string sync = (string)Json(PostTo("accounts/cookies", """{"type":"twitter-sync","cookies":{"auth_token":"x"}}"""))["id"]!;
        Advance(6);
        string account = (string)Json(Get("synchronize/" + sync))["account_hash"]!;
        (string Method, string Path, string? Body)[] requests =
        [
            ("GET", "me", null),
            ("GET", "user/balance", null),
            ("GET", "crawlers/" + crawler, null),
            ("GET", $"crawlers/{crawler}/params", null),
            ("GET", $"crawlers/{crawler}/attributes", null),
            ("GET", $"tasks?squid={Squid}&limit=50&page=1", null),
            ("GET", "tasks/" + task, null),
            ("DELETE", "tasks/" + task, null),
            ("GET", "account_types", null),
            ("GET", "accounts?limit=50&page=1", null),
            ("GET", "accounts/" + account, null),
            ("POST", "accounts", $$$"""{"account":"{{{account}}}","type":"twitter-sync","params":{"batch":20}}"""),
            ("DELETE", "accounts/" + account, null),
            ("POST", "delivery?squid=" + Squid, """{"email":"a@example.com","notifications":true}"""),
            ("POST", "delivery?squid=" + Squid, """{"google_sheet_fields":{"url":"https://example.com/sheet","append":false,"is_active":true}}"""),
            ("POST", "delivery?squid=" + Squid, """{"s3_fields":{"bucket":"b","target_path":"p","is_active":true}}"""),
            ("POST", "delivery?squid=" + Squid, """{"ftp_fields":{"host":"h","port":22,"username":"u","password":"p","directory":"/d","is_active":true}}"""),
            ("POST", "delivery/test-email", """{"email":"a@example.com"}"""),
            ("POST", "delivery/test-googlesheet", """{"url":"https://example.com/sheet"}"""),
            ("POST", "delivery/test-s3", """{"bucket":"b"}"""),
            ("POST", "delivery/test-webhook", """{"url":"https://example.com/hook"}"""),
            ("POST", "delivery/test-sftp", """{"host":"h","port":22,"username":"u","password":"p","directory":"/d"}"""),
            ("DELETE", "squids/" + Squid, null),
        ];

        Assert.Empty(requests.Where(request => !IsTaken(request.Method, request.Path, request.Body)));
    }

    private bool IsTaken(string method, string path, string? body)
    {
        StringContent? content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return Ended(SendAsync(new HttpMethod(method), path, content)).IsSuccessStatusCode;
    }

    private void Go(bool empty, params string[] urls)
    {
        JsonObject crawler = First(Json(Get("crawlers")));
        Tell($"crawlers: {crawler["name"]}");
        JsonObject found = Json(Get("squids?limit=50&page=1&name=Fresh"));
        Tell($"found: {found["total_results"]}");
        string squid = found["data"]!.AsArray().Count > 0 ? (string)First(found)["id"]! : Create((string)crawler["id"]!);
        if (empty) Tell($"emptied: {Json(PostTo($"squids/{squid}/empty", """{"type":"url"}"""))["deleted_count"]}");
        PostTo("squids/" + squid, """{"params":{"max_results":null}}""");
        Tell($"configured: ready {(bool)Json(Get("squids/" + squid))["is_ready"]!}");
        string tasks = string.Join(',', urls.Select(url => $$"""{"url":"{{url}}"}"""));
        JsonObject added = Json(PostTo("tasks", $$"""{"squid":"{{squid}}","tasks":[{{tasks}}]}"""));
        Tell($"added: {added["tasks"]!.AsArray().Count}, duplicates {added["duplicated_count"]}");
        JsonObject run = Json(Start(squid));
        Tell($"run: {run["status"]}, {run["duration"]}");
        Wait((string)run["id"]!);
        Download((string)run["id"]!);
    }

    private string Create(string crawler)
    {
        JsonObject squid = Json(PostTo("squids", $$"""{"crawler":"{{crawler}}","name":"Fresh"}"""));
        Tell($"created: {squid["name"]}, ready {(bool)squid["is_ready"]!}");
        return (string)squid["id"]!;
    }

    private void Wait(string run)
    {
        while (true)
        {
            JsonObject stats = Stats(run);
            Tell(Fields(stats, "percent_done", "eta", "is_done"));
            if ((bool)stats["is_done"]!) break;
            Advance(3);
        }

        JsonObject ended = Run(run);
        Tell($"ended: {ended["status"]}, {ended["total_results"]}, {ended["duration"]}, {ended["done_reason"]}");
    }

    private void Download(string run)
    {
        HttpResponseMessage link = Get($"runs/{run}/download");
        for (int attempt = 1; attempt < 5; attempt++)
        {
            Tell(string.Create(CultureInfo.InvariantCulture, $"download: {(int)link.StatusCode}"));
            if (link.IsSuccessStatusCode) break;
            Advance(5);
            link = Get($"runs/{run}/download");
        }

        using var http = new HttpMessageInvoker(Simulator.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, (string)Json(link)["s3"]!);
        string file = Encoding.UTF8.GetString(Ended(Ended(http.SendAsync(request, CancellationToken.None)).Content.ReadAsByteArrayAsync()));
        Tell($"lines: {file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length}");
    }

    private static JsonObject First(JsonObject list) => list["data"]![0]!.AsObject();

    private void Tell(string line) => _transcript.Add(line);
}

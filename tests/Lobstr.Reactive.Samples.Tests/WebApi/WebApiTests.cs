using System.Net;
using System.Net.Http.Json;
using System.Reactive.Concurrency;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The web API in a process of its own: it takes a file, streams what becomes of it, and ends in good order.</summary>
public sealed class WebApiTests : IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    private const int Streams = 20;

    private readonly TemporaryDirectory _folder = new();
    // Far beyond what it takes: what hangs fails.
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        _folder.Dispose();
        _guard.Dispose();
    }

    [Fact]
    public async Task A_file_is_taken_and_followed_and_the_process_ends_with_zero_though_many_streams_are_open()
    {
        using ProgramProcess process = Start();
        using HttpClient http = await ConnectAsync(process);

        HttpResponseMessage sent = await SendAsync(http);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        string id = (await sent.Content.ReadFromJsonAsync<JsonElement>(_guard.Token)).GetProperty("id").GetString()!;
        Assert.Equal($"/uploads/{id}/events", $"{sent.Headers.Location}");
        var open = new List<StreamReader>();
        for (int i = 0; i < Streams; i++)
            open.Add(new StreamReader(await http.GetStreamAsync(sent.Headers.Location, _guard.Token)));
        Assert.Equal("event: status", await open[^1].ReadLineAsync(_guard.Token));
        Assert.Contains($"\"id\":\"{id}\"", await open[^1].ReadLineAsync(_guard.Token), StringComparison.Ordinal);
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("health/ready", UriKind.Relative), _guard.Token));
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync(new Uri("squids/no.squid/uploads", UriKind.Relative), new StringContent("url\n"), _guard.Token)).StatusCode);

        Assert.Equal(0, await process.TerminateAsync(_guard.Token));
    }

    [Fact]
    public async Task Prometheus_finds_the_requests_the_watches_and_how_long_they_took()
    {
        using ProgramProcess process = Start();
        using HttpClient http = await ConnectAsync(process);
        HttpResponseMessage sent = await SendAsync(http);
        // To its end, so that there is a duration.
        await http.GetStringAsync(sent.Headers.Location, _guard.Token);

        // The last status is told before the watch is counted as ended.
        string metrics;
        do
            metrics = await ScrapeAsync(http);
        while (!Regex.IsMatch(metrics, """(?m)^lobstr_reactive_watches_active\{[^}]*subject="upload"[^}]*\} 0$"""));

        Assert.Matches("""(?m)^lobstr_reactive_requests_total\{[^}]*family="tasks",outcome="success"[^}]*\} [1-9]""", metrics);
        Assert.Matches("""(?m)^lobstr_reactive_watch_duration_seconds_count\{[^}]*outcome="success",subject="upload"[^}]*\} 1$""", metrics);
        Assert.DoesNotContain("simulator-key", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOBSTR_TOKEN")]
    [InlineData("LOBSTR_API_KEY")]
    public async Task With_a_key_in_the_environment_the_service_is_asked(string variable)
    {
        var simulator = new LobstrSimulator(DefaultScheduler.Instance);
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator, cancellationToken: _guard.Token);
        using ProgramProcess process = Start(new() { [variable] = simulator.ApiKey }, "--Lobstr:BaseAddress", service.BaseAddress.AbsoluteUri);
        using HttpClient http = await ConnectAsync(process);

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(http)).StatusCode);
        Assert.Single(simulator.Uploads);
    }

    private async Task<string> ScrapeAsync(HttpClient http)
    {
        HttpResponseMessage answer = await http.GetAsync(new Uri("metrics", UriKind.Relative), _guard.Token);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync(_guard.Token);
    }

    private ProgramProcess Start(Dictionary<string, string>? environment = null, params string[] arguments) => SampleProgram.Start(
        "WebApi", _folder.Path, environment ?? [], ["--urls", "http://127.0.0.1:0", "--Lobstr:UploadWatch:Interval", "00:00:01", .. arguments]);

    private async Task<HttpClient> ConnectAsync(ProgramProcess process) => new()
    {
        BaseAddress = new Uri(await process.ReadAfterAsync("Now listening on: ", _guard.Token) + "/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private Task<HttpResponseMessage> SendAsync(HttpClient http) =>
        http.PostAsync(new Uri($"squids/{Squid}/uploads", UriKind.Relative), new StringContent("url\nhttps://example.com/1\n"), _guard.Token);
}

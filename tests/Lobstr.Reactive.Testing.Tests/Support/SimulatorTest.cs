using System.Net.Http.Headers;
using System.Reactive.Concurrency;
using System.Text;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>A simulator on a virtual clock in the year 1, and plain HTTP to it: no client of ours in between.</summary>
public abstract class SimulatorTest
{
    protected const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    private HttpMessageInvoker? _http;
    private LobstrSimulator? _simulator;

    protected HistoricalScheduler Clock { get; } = new();

    /// <summary>Set before the first request to have other options.</summary>
    protected LobstrSimulatorOptions Options { get; set; } = new();

    protected LobstrSimulator Simulator => _simulator ??= new LobstrSimulator(Clock, Options);

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Sends a request now. In virtual time the task ends inside <see cref="Advance"/>, or has ended already.</summary>
    protected Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? key = "simulator-key", CancellationToken cancellationToken = default)
    {
        _http ??= new HttpMessageInvoker(Simulator.CreateHandler());
        var request = new HttpRequestMessage(method, new Uri("https://api.lobstr.io/v1/" + path)) { Content = content };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Token", key);
        return _http.SendAsync(request, cancellationToken);
    }

    protected Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    protected HttpResponseMessage Get(string path) => Ended(GetAsync(path));

    /// <summary>The status of an upload as <c>code body</c>.</summary>
    protected string Poll(string id) => Line(Get("tasks/upload/" + id));

    protected HttpResponseMessage Upload(string text, string fileName = "tasks.csv", string squid = Squid) =>
        Upload(Encoding.UTF8.GetBytes(text), fileName, squid);

    protected HttpResponseMessage Upload(byte[] bytes, string fileName = "tasks.csv", string squid = Squid)
    {
        using var form = new MultipartFormDataContent { { new StringContent(squid), "squid" }, { new ByteArrayContent(bytes), "file", fileName } };
        return Ended(SendAsync(HttpMethod.Post, "tasks/upload", form));
    }

    /// <summary>The counts of a file.</summary>
    protected UploadMeta Count(string text, string fileName = "tasks.csv", string squid = Squid)
    {
        Assert.Equal(200, (int)Upload(text, fileName, squid).StatusCode);
        return Simulator.Uploads[^1].Meta;
    }

    protected void Advance(double seconds)
    {
        // The simulator is made before time passes, whoever asks for it first.
        _ = Simulator;
        Clock.AdvanceBy(Seconds(seconds));
    }

    protected static T Ended<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "The answer should be there without any time having passed.");
        return task.GetAwaiter().GetResult();
    }

    protected static string Body(HttpResponseMessage response) => Ended(response.Content.ReadAsStringAsync());

    protected static string Line(HttpResponseMessage response) => $"{(int)response.StatusCode} {Body(response)}";

    protected static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join('|', values) : null;
}

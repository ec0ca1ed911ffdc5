using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The simulated service in a process of its own.</summary>
public sealed class SimulatorProgramTests : IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    private readonly TemporaryDirectory _folder = new();
    // Far beyond what it takes: what hangs fails.
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        _folder.Dispose();
        _guard.Dispose();
    }

    [Fact]
    public async Task Who_is_to_be_told_of_a_run_is_told()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        using ProgramProcess process = SampleProgram.Start("Simulator", _folder.Path, new Dictionary<string, string>());
        using HttpClient http = await ConnectAsync(process);

        await PostAsync(http, "tasks", new { squid = Squid, tasks = new[] { new { url = "https://example.com/1" } } });
        await PostAsync(http, "delivery?squid=" + Squid, new { webhook_fields = new { url = $"http://{receiver.LocalEndpoint}/hook", events = new Dictionary<string, bool> { ["run.running"] = true } } });
        await PostAsync(http, "runs", new { squid = Squid });

        using TcpClient caller = await receiver.AcceptTcpClientAsync(_guard.Token);
        using var posted = new StreamReader(caller.GetStream());
        Assert.Equal("POST /hook HTTP/1.1", await posted.ReadLineAsync(_guard.Token));
        Assert.Equal(0, await process.TerminateAsync(_guard.Token));
    }

    private async Task PostAsync(HttpClient http, string path, object body)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(path, body, _guard.Token);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpClient> ConnectAsync(ProgramProcess process)
    {
        var http = new HttpClient { BaseAddress = new Uri(await process.ReadAfterAsync("listens at ", _guard.Token)) };
        http.DefaultRequestHeaders.Authorization = new("Token", "simulator-key");
        return http;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The web API in a process of its own: it takes a file, streams what becomes of it, and ends in good order.</summary>
public sealed class WebApiTests
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    private const int Streams = 20;

    // Far beyond what it takes: what hangs fails.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_file_is_taken_and_followed_and_the_process_ends_with_zero_though_many_streams_are_open()
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard);
        using Process process = Start();
        using var http = new HttpClient { BaseAddress = await AddressOfAsync(process, guard.Token), Timeout = Timeout.InfiniteTimeSpan };

        HttpResponseMessage sent = await http.PostAsync(new Uri($"squids/{Squid}/uploads", UriKind.Relative), new StringContent("url\nhttps://example.com/1\n"), guard.Token);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        string id = (await sent.Content.ReadFromJsonAsync<JsonElement>(guard.Token)).GetProperty("id").GetString()!;
        Assert.Equal($"/uploads/{id}/events", $"{sent.Headers.Location}");
        var open = new List<StreamReader>();
        for (int i = 0; i < Streams; i++)
            open.Add(new StreamReader(await http.GetStreamAsync(sent.Headers.Location, guard.Token)));
        Assert.Equal("event: status", await open[^1].ReadLineAsync(guard.Token));
        Assert.Contains($"\"id\":\"{id}\"", await open[^1].ReadLineAsync(guard.Token), StringComparison.Ordinal);
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("health/ready", UriKind.Relative), guard.Token));
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync(new Uri("squids/no.squid/uploads", UriKind.Relative), new StringContent("url\n"), guard.Token)).StatusCode);

        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync(guard.Token);
        await process.WaitForExitAsync(guard.Token);

        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Lobstr.Reactive.Samples.WebApi.dll"), "--urls", "http://127.0.0.1:0", "--Lobstr:UploadWatch:Interval", "00:00:01"])
        {
            RedirectStandardOutput = true,
        };
        foreach (string name in (string[])["LOBSTR_TOKEN", "LOBSTR_API_KEY", "Lobstr__ApiKey"])
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    // The rest of the output is read, too: a full pipe would stop the process.
    private static async Task<Uri> AddressOfAsync(Process process, CancellationToken cancellationToken)
    {
        const string Prefix = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.IndexOf(Prefix, StringComparison.Ordinal) is >= 0 and var start)
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[(start + Prefix.Length)..].TrimEnd() + "/");
            }
        }
        throw new InvalidOperationException("The process has ended without listening anywhere.");
    }
}

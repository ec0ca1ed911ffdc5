using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class LobstrSimulatorTests
{
    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        (LobstrSimulatorOptions Options, string Name)[] bad =
        [
            (new() { ApiKeys = [] }, "ApiKeys"),
            (new() { ApiKeys = ["a", " "] }, "ApiKeys"),
            (new() { ApiKeys = null! }, "ApiKeys"),
            (new() { Latency = null! }, "Latency"),
            (new() { UploadLife = null! }, "UploadLife"),
            (new() { MaxFileBytes = 0 }, "MaxFileBytes"),
            (new() { KeptRows = -1 }, "KeptRows"),
            (new() { KeptRequests = -1 }, "KeptRequests"),
        ];

        Assert.All(bad, it => Assert.Contains(
            it.Name, Assert.ThrowsAny<ArgumentException>(() => new LobstrSimulator(Scheduler.Immediate, it.Options)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_threads_at_once_are_all_counted_and_all_answered()
    {
        var simulator = new LobstrSimulator(
            DefaultScheduler.Instance,
            new LobstrSimulatorOptions { Latency = Latency.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(2), seed: 1), TaskRateLimit = new RateLimit(1_000, TimeSpan.FromHours(1)) });
        string id = simulator.AddUpload(UploadScript.StaysPending());
        using var http = new HttpClient(simulator.CreateHandler());
        http.DefaultRequestHeaders.Authorization = new("Token", simulator.ApiKey);

        int[] codes = await Task.WhenAll(Enumerable.Range(0, 1_200).Select(_ => Task.Run(
            async () => (int)(await http.GetAsync("https://api.lobstr.io/v1/tasks/upload/" + id)).StatusCode)));

        Assert.Equal(1_000, codes.Count(code => code == 202));
        Assert.Equal(200, codes.Count(code => code == 429));
        Assert.Equal(Enumerable.Range(1, 1_200).Select(i => (long)i), simulator.Requests.Select(request => request.Number));
    }

    [Fact]
    public async Task Many_files_at_once_each_get_an_id_and_share_the_squids_tasks()
    {
        var simulator = new LobstrSimulator(DefaultScheduler.Instance);
        using var http = new HttpClient(simulator.CreateHandler());
        http.DefaultRequestHeaders.Authorization = new("Token", simulator.ApiKey);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            using var form = new MultipartFormDataContent { { new StringContent("s"), "squid" }, { new StringContent("n\n1\n2\n3\n"), "file", "a.csv" } };
            await http.PostAsync("https://api.lobstr.io/v1/tasks/upload", form);
        })));

        Assert.Equal(50, simulator.Uploads.Select(upload => upload.Id).Distinct().Count());
        Assert.Equal(3, simulator.Uploads.Sum(upload => upload.Meta.Inserted));
        Assert.Equal(147, simulator.Uploads.Sum(upload => upload.Meta.Duplicates));
    }
}

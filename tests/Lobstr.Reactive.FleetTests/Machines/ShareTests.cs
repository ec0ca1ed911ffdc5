using System.Globalization;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>How much of a shared budget each client gets: by its demand, and nobody is starved.</summary>
public sealed class ShareTests(ITestOutputHelper output) : IDisposable
{
    private const double PollsPerSecond = 1.5;

    private readonly HistoricalScheduler _scheduler = new();
    private readonly List<LobstrClient> _clients = [];
    private LobstrSimulator? _service;
    private InMemorySharedBudget? _shared;

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    [Theory]
    [InlineData(2, 100)]
    [InlineData(5, 40)]
    [InlineData(20, 30)]
    public void Equal_demands_get_equal_shares(int clients, int watches)
    {
        for (int client = 0; client < clients; client++)
            Watch(client, watches);
        _scheduler.AdvanceBy(TimeSpan.FromHours(1));

        int[] shares = [.. Enumerable.Range(0, clients).Select(client => RequestsOf(client).Count)];
        output.WriteLine($"{clients} clients: {string.Join(", ", shares)} requests");
        Assert.InRange(shares.Max() / (double)shares.Min(), 1, 1.1);
        AssertKept();
    }

    [Fact]
    public void Unequal_demands_get_unequal_shares()
    {
        Watch(client: 0, watches: 300);
        Watch(client: 1, watches: 100);
        _scheduler.AdvanceBy(TimeSpan.FromHours(1));

        double ratio = RequestsOf(0).Count / (double)RequestsOf(1).Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three times the watches: {ratio:0.00} times the requests"));
        Assert.InRange(ratio, 2.7, 3.3);
        AssertKept();
    }

    [Theory]
    [InlineData(300)]
    [InlineData(500)]
    public void A_newcomer_of_one_client_beside_many_of_another_has_its_first_answer_soon(int others)
    {
        Watch(client: 0, watches: others);
        _scheduler.AdvanceBy(TimeSpan.FromHours(1));
        TimeSpan begins = _service!.Elapsed;
        Watch(client: 1, watches: 1);
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(30));

        TimeSpan first = Assert.Single(RequestsOf(1)).SentAt - begins;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"beside {others}: after {first.TotalSeconds:0.0} s"));
        AssertKept();
    }

    [Fact]
    public void One_watch_beside_five_hundred_waits_at_most_three_rounds()
    {
        Watch(client: 0, watches: 500);
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(10));
        TimeSpan begins = _service!.Elapsed;
        Watch(client: 1, watches: 1);
        _scheduler.AdvanceBy(TimeSpan.FromHours(2));

        TimeSpan[] asked = [.. RequestsOf(1).Select(request => request.SentAt)];
        TimeSpan longest = asked.Zip(asked.Skip(1), (one, next) => next - one).Append(asked[0] - begins).Max();
        double rounds = longest.TotalSeconds * PollsPerSecond / 501;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{asked.Length} requests, at most {longest.TotalSeconds:0} s apart ({rounds:0.00} rounds)"));
        Assert.InRange(rounds, 0, 3);
        AssertKept();
    }

    [Fact]
    public void A_call_of_one_client_does_not_wait_for_a_round_of_anothers_polls()
    {
        Watch(client: 0, watches: 300);
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(10));
        LobstrClient caller = Client(1);
        TimeSpan longest = TimeSpan.Zero;
        for (int i = 0; i < 20; i++)
        {
            TimeSpan begins = _service!.Elapsed;
            Task<UploadStatus> call = caller.Uploads.GetStatusAsync(FleetIdOf(0, 0), TestContext.Current.CancellationToken);
            while (!call.IsCompleted)
                _scheduler.AdvanceBy(TimeSpan.FromMilliseconds(100));
            longest = _service.Elapsed - begins > longest ? _service.Elapsed - begins : longest;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at most {longest.TotalSeconds:0.0} s"));
        Assert.InRange(longest.TotalSeconds, 0, 30);
        AssertKept();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_the_latency_the_service_sees_no_more_than_the_cap(int seed)
    {
        _service = new LobstrSimulator(_scheduler, new LobstrSimulatorOptions { Latency = Latency.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(3), seed) });
        for (int client = 0; client < 7; client++)
            Watch(client, watches: 10 * (client + 1));
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(30));

        AssertKept();
    }

    [Fact]
    public void A_client_that_leaves_leaves_its_share_to_the_others()
    {
        for (int client = 0; client < 4; client++)
            Watch(client, watches: 50);
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(10));
        _clients[0].Dispose();
        _clients[1].Dispose();
        TimeSpan left = _service!.Elapsed;
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(10));

        int after = _service.Requests.Count(request => request.SentAt > left);
        output.WriteLine($"{after} requests in ten minutes");
        Assert.InRange(after, 885, 900);
        AssertKept();
    }

    private static string FleetIdOf(int client, int upload) => $"upload-{client}-{upload}";

    private IReadOnlyList<SimulatedRequest> RequestsOf(int client) =>
        [.. _service!.Requests.Where(request => request.Path.Contains($"/upload-{client}-", StringComparison.Ordinal))];

    private LobstrClient Client(int client)
    {
        _service ??= new LobstrSimulator(_scheduler, new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        _shared ??= new InMemorySharedBudget(_scheduler);
        while (_clients.Count <= client)
            _clients.Add(_service.CreateClient(options => options with { SharedBudget = _shared }));
        return _clients[client];
    }

    private void Watch(int client, int watches)
    {
        LobstrClient watching = Client(client);
        for (int i = 0; i < watches; i++)
        {
            _service!.AddUpload(FleetIdOf(client, i), UploadScript.StaysPending());
            watching.Uploads.Watch(FleetIdOf(client, i)).Subscribe(_ => { }, _ => { });
        }
    }

    private void AssertKept()
    {
        Assert.DoesNotContain(_service!.Requests, request => request.StatusCode is System.Net.HttpStatusCode.TooManyRequests);
        Assert.InRange(Arrivals.MostInAWindow(_service.Requests), 1, 90);
    }
}

using System.Globalization;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Others use the same key: what they take is learned from the headers, or from the 429s, and left to them.</summary>
public sealed class SharedKeyTests(ITestOutputHelper output)
{
    private const int Minute = 60;

    [Theory]
    [InlineData("steadily", 60)]
    [InlineData("at random", 60)]
    [InlineData("steadily", 30)]
    [InlineData("at random", 45)]
    public void Another_program_is_left_what_it_takes(string habit, int share)
    {
        const int Windows = 24;
        using FleetRun run = new(new() { Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1) });
        var random = new Random(1);
        for (int i = 0; i < share * Windows; i++)
            run.At(habit == "steadily" ? i * (double)Minute / share : random.NextDouble() * Windows * Minute, () => run.Service.UseBudgetElsewhere(1));
        run.WatchEndless(50);
        run.RunTo(Windows * Minute);

        output.WriteLine($"{share} a minute {habit}: {run.Service.RequestCount / Windows} of ours in a window, {run.Throttled} of them refused in {Windows}");
        Assert.InRange(run.Throttled, 0, 2);
        Assert.InRange(run.Service.RequestCount / Windows, (90 - share) * 0.6, 90);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 20)]
    [InlineData(1, 100)]
    public void Two_clients_get_along_by_the_headers_alone_also_if_the_reset_jitters(int jitter, int uploadsEach)
    {
        using FleetRun run = new(new() { Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1) });
        LobstrClient[] clients = [OfProcess(run, jitter, 1), OfProcess(run, jitter, 2)];
        WatchEndless(run, clients, uploadsEach);
        run.RunTo(10 * Minute);

        output.WriteLine($"{uploadsEach} uploads each, a jitter of {jitter} s: {run.Service.RequestCount / 10} requests a minute, {run.Throttled} refused in 10 minutes");
        Assert.InRange(run.Throttled, 0, 1);
        Assert.InRange(run.Service.RequestCount / 10, 55, 90);
    }

    [Fact]
    public void A_server_that_lets_one_a_second_through_and_says_nothing_refuses_once_a_minute()
    {
        using FleetRun run = new(new() { TaskRateLimit = RateLimit.PerSecond(1), RateLimitHeaders = false });
        run.WatchEndless(30);
        run.RunTo(60 * Minute);

        output.WriteLine($"{run.Service.RequestCount} requests in an hour, {run.Throttled} refused");
        Assert.InRange(run.Throttled, 1, 60);
        Assert.InRange(run.Service.RequestCount - run.Throttled, 2_000, 3_600);
    }

    [Fact]
    public void Two_clients_share_two_a_second_without_a_word_about_it()
    {
        using FleetRun run = new(new() { TaskRateLimit = RateLimit.PerSecond(2), RateLimitHeaders = false });
        LobstrClient[] clients = [OfProcess(run, jitter: 0, 1), OfProcess(run, jitter: 0, 2)];
        WatchEndless(run, clients, 30);
        run.RunTo(10 * Minute);

        output.WriteLine($"{run.Service.RequestCount} requests in 10 minutes, {run.Throttled} refused");
        Assert.InRange(run.Throttled, 1, 20);
        Assert.InRange(run.Service.RequestCount - run.Throttled, 600, 1_200);
    }

    private static void WatchEndless(FleetRun run, LobstrClient[] clients, int uploadsEach)
    {
        foreach (LobstrClient client in clients)
        {
            for (int i = 0; i < uploadsEach; i++)
                client.Uploads.Watch(run.Service.AddUpload(UploadScript.StaysPending())).Subscribe();
        }
    }

    private static LobstrClient OfProcess(FleetRun run, int jitter, int seed) => new(
        new HttpClient(new JitteryReset(run.Service.CreateHandler(), jitter, seed)) { Timeout = Timeout.InfiniteTimeSpan },
        new LobstrClientOptions { ApiKey = run.Service.ApiKey, Scheduler = run.Scheduler });

    /// <summary>A server of many machines, whose clocks differ.</summary>
    private sealed class JitteryReset(HttpMessageHandler inner, int jitter, int seed) : DelegatingHandler(inner)
    {
        private const string Reset = "X-RateLimit-Reset";
        private readonly Random _random = new(seed);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (jitter == 0)
                return response;
            long reset = long.Parse(response.Headers.GetValues(Reset).Single(), CultureInfo.InvariantCulture);
            response.Headers.Remove(Reset);
            response.Headers.Add(Reset, (reset + _random.Next(-jitter, jitter + 1)).ToString(CultureInfo.InvariantCulture));
            return response;
        }
    }
}

using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Another process uses the same key: what its share leaves is spread over the window, and every upload ends all the same.</summary>
public class OtherProcessTests(ITestOutputHelper output)
{
    private const double LongestLife = 600;

    public static TheoryData<string, int> Habits => new MatrixTheoryData<string, int>(["steadily", "in bursts", "at the start"], [3, 30, 200]);

    [Theory]
    [MemberData(nameof(Habits))]
    public void When_another_process_eats_half_the_budget_every_upload_ends_and_429s_are_rare(string habit, int uploads)
    {
        using FleetRun run = Eaten(habit, RateLimit.PerMinute(90), 45);
        run.WatchFleet(uploads, 5, LongestLife);
        run.RunTo(1_800);

        double lastEnd = run.Watches.Max(watch => watch.CompletedAt ?? double.MaxValue);
        output.WriteLine($"{habit}, {uploads} uploads: {run.Service.RequestCount} requests, {run.Throttled} refused, the last ended at {lastEnd:0} s");
        Assert.Equal(uploads, run.Completed);
        Assert.InRange(lastEnd, 0, LongestLife + (uploads / 0.7 * 1.5) + 10);
        // The one 429 of a window is that of the last permit, which the other one took while the request was on its way.
        Assert.InRange(run.Throttled, 0, (int)(lastEnd / 60) + 1);
        Assert.InRange(Arrivals.MostInAWindow(run.Service.Requests), 1, 90);
    }

    [Fact]
    public void Half_a_budget_is_used_in_even_steps_over_the_whole_window()
    {
        using FleetRun run = Eaten("at the start", RateLimit.PerMinute(90), 45);
        run.WatchEndless(100);
        run.RunTo(600);

        int[] tenths = [.. Enumerable.Range(0, 48).Select(i => run.SentIn(120 + (i * 10), 130 + (i * 10)))];

        output.WriteLine(string.Join(' ', tenths));
        // 45 in 60 s are 7.5 in 10 s; where a window begins nobody knows yet that the other process will come.
        Assert.InRange(tenths.Max(), 6, 10);
        Assert.InRange(tenths.Min(), 4, 8);
        Assert.Equal(0, run.Throttled);
    }

    [Fact]
    public void A_service_that_grants_less_than_the_client_believes_refuses_nothing_once_it_has_said_so()
    {
        using FleetRun run = new(new()
        {
            TaskRateLimit = RateLimit.PerMinute(30),
            Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1),
        });
        run.WatchFleet(50, 5, LongestLife);
        run.RunTo(1_800);

        Assert.Equal(50, run.Completed);
        Assert.Equal(0, run.Throttled);
    }

    [Fact]
    public void Without_a_cap_of_its_own_the_client_keeps_to_what_the_headers_say()
    {
        using FleetRun run = new(
            new() { Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1) },
            options => options with { TaskRequestsPerMinute = null });
        run.WatchFleet(100, 5, LongestLife);
        run.RunTo(1_800);

        Assert.Equal(100, run.Completed);
        Assert.Equal(0, run.Throttled);
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(2, 100)]
    [InlineData(5, 20)]
    public void Several_clients_of_this_library_on_one_key_get_along(int clients, int uploadsEach)
    {
        using FleetRun run = new(new() { Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1) });
        int[] ended = new int[clients];
        double lastEnd = 0;
        for (int i = 0; i < clients; i++)
        {
            int number = i;
            LobstrClient client = run.Service.CreateClient();
            foreach (TimeSpan life in new FleetPlan(uploadsEach, seed: i, Latency.None).Lives)
            {
                string id = run.Service.AddUpload(UploadScript.Progress(life * 2 / 3).Succeeds());
                client.Uploads.Watch(id).Subscribe(_ => { }, () => { ended[number]++; lastEnd = run.Now; });
            }
        }
        run.RunTo(3_600);

        output.WriteLine($"{clients} clients of {uploadsEach} uploads: {run.Service.RequestCount} requests, {run.Throttled} refused, the last ended at {lastEnd:0} s");
        Assert.All(ended, count => Assert.Equal(uploadsEach, count));
        Assert.InRange(lastEnd, 0, 600 + (clients * uploadsEach / 1.5) + 60);
        // The last permits of a window are those that each of them believes in.
        Assert.InRange(run.Throttled, 0, clients * (int)((lastEnd / 60) + 1));
    }

    private static FleetRun Eaten(string habit, RateLimit limit, int share)
    {
        FleetRun run = new(new()
        {
            TaskRateLimit = habit == "steadily" ? limit with { UsedElsewhere = share } : limit,
            Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1),
        });
        for (int minute = 0; minute < 30 && habit != "steadily"; minute++)
        {
            if (habit == "at the start")
                run.At((minute * 60) + 1, () => run.Service.UseBudgetElsewhere(share));
            for (int third = 0; third < 3 && habit == "in bursts"; third++)
                run.At((minute * 60) + (third * 20) + 7, () => run.Service.UseBudgetElsewhere(share / 3));
        }
        return run;
    }
}

using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A file that is being sent takes minutes, and holds up nobody.</summary>
public class FileTests
{
    private const string Squid = "d6f2db4c5e0a4b6f9b2f3c1a7e8d9f00";

    [Fact]
    public void However_many_are_sent_the_polls_go_on()
    {
        using FleetRun run = new();
        run.WatchEndless(3);
        run.Service.Faults.Always(Fault.Delay(TimeSpan.FromSeconds(25)), IsFile);
        run.At(60, () => SendFiles(run, 20));
        run.RunTo(180);

        Assert.InRange(run.LongestSilence(), 0, 3);
        Assert.InRange(Polls(run, 60, 180), 120, 180);
    }

    [Fact]
    public void At_most_four_are_sent_at_a_time()
    {
        using FleetRun run = new();
        run.Service.Faults.Always(Fault.Delay(TimeSpan.FromSeconds(25)), IsFile);
        SendFiles(run, 20);
        run.RunTo(20);

        Assert.Equal(4, run.Traffic.UnderWay);
        run.RunTo(300);
        Assert.Equal(20, run.Service.Uploads.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_a_429_a_poll_finds_out_whether_the_pause_is_over_and_not_a_file(bool isFileFirst)
    {
        using FleetRun run = new();
        run.Service.Faults.Always(Fault.Delay(TimeSpan.FromSeconds(28)), IsFile);
        run.Service.Faults.OnRequest(1, Refusal);
        run.At(0, () => run.WatchEndless(3));
        run.At(isFileFirst ? 0.001 : 20, () => SendFiles(run, 1));
        run.RunTo(60);

        Assert.InRange(Polls(run, 30, 40), 5, 20);
    }

    [Fact]
    public void A_file_does_if_there_is_nothing_else()
    {
        using FleetRun run = new();
        run.Service.Faults.OnRequest(1, Refusal);
        run.Client.Uploads.SendAndWatch(Squid, TaskFile.FromText("url\nhttps://example.com/1\n", "tasks.csv")).Subscribe(_ => { }, _ => { });
        run.RunTo(60);

        Assert.Single(run.Service.Uploads);
    }

    private static Fault Refusal { get; } = Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(30));

    private static bool IsFile(SimulatedRequest request) => request.Method == HttpMethod.Post;

    private static int Polls(FleetRun run, double from, double to) => run.Service.Requests
        .Count(request => !IsFile(request) && request.SentAt.TotalSeconds >= from && request.SentAt.TotalSeconds < to);

    private static void SendFiles(FleetRun run, int count)
    {
        for (int i = 0; i < count; i++)
            _ = run.Client.Uploads.SendAsync(Squid, TaskFile.FromText($"url\nhttps://example.com/{i}\n", "tasks.csv"), CancellationToken.None);
    }
}

using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A single watch that has just begun does not wait a round, and a stream of them costs the others little.</summary>
public class NewcomerTests
{
    private const double Permit = 60.0 / 90;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Among_500_busy_watches_a_single_newcomer_has_its_first_answer_within_a_couple_of_permits(int seed)
    {
        using FleetRun run = new(new() { Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed) });
        run.WatchEndless(500);
        run.RunTo(900 + (seed * 0.21));

        WatchRecord newcomer = run.Watch("newcomer", UploadScript.StaysPending());
        run.RunTo(1000);

        Assert.InRange(newcomer.Statuses[0].At - newcomer.SubscribedAt, 0, (2 * Permit) + 0.2);
    }

    [Fact]
    public void Among_500_busy_watches_a_call_has_its_answer_within_a_couple_of_permits()
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(200)) });
        run.WatchEndless(500);
        run.RunTo(900);

        Task<UploadStatus> call = run.Client.Uploads.GetStatusAsync("upload-7", CancellationToken.None);
        run.RunTo(900 + (2 * Permit) + 0.201);

        Assert.True(call.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void Among_300_long_lived_watches_a_newcomer_has_its_first_answer_within_30_s_also_if_another_came_before_it(int before)
    {
        using FleetRun run = new();
        run.WatchEndless(300);
        run.At(900 - before, () => run.Watch("newcomer-before", UploadScript.StaysPending()));
        WatchRecord? newcomer = null;
        run.At(900, () => newcomer = run.Watch("newcomer", UploadScript.StaysPending()));
        run.RunTo(1000);

        Assert.InRange(newcomer!.Statuses[0].At, 900, 930);
    }

    [Fact]
    public void A_call_may_take_every_second_permit_and_no_more()
    {
        using FleetRun run = new();
        run.WatchEndless(100);
        run.RunTo(300);
        for (int i = 0; i < 200; i++)
            _ = run.Client.Uploads.GetStatusAsync("upload-7", CancellationToken.None);
        run.RunTo(500);

        string turns = string.Concat(run.Service.Requests
            .Where(request => request.SentAt.TotalSeconds >= 300)
            .Select(request => request.Path.EndsWith("upload-7", StringComparison.Ordinal) ? 'c' : 'o')
            .Take(180));

        // An answer to a call goes to the watch of that upload, which so needs no poll of its own.
        Assert.DoesNotContain("cc", turns);
        Assert.DoesNotContain("oo", turns);
    }

    [Fact]
    public void An_endless_stream_of_newcomers_lets_nobody_wait_for_three_rounds()
    {
        using FleetRun run = new();
        run.WatchEndless(50);
        run.RunTo(300);
        for (int i = 0; i < 400; i++)
        {
            string id = $"newcomer-{i}";
            run.At(300 + (i * 2.5 * Permit), () => run.Watch(id, UploadScript.Succeeds()));
        }
        run.RunTo(960);

        double longest = run.Service.Requests
            .Where(request => request.Path.Contains("upload-", StringComparison.Ordinal))
            .GroupBy(request => request.Path)
            .SelectMany(polls => polls.Zip(polls.Skip(1), (one, next) => (next.SentAt - one.SentAt).TotalSeconds))
            .Max();
        double slowest = run.Watches.Skip(50).Where(watch => watch.SubscribedAt < 900).Max(watch => watch.CompletedAt!.Value - watch.SubscribedAt);

        Assert.InRange(longest, 0, 3 * 60 * Permit);
        Assert.InRange(slowest, 0, 3 * 60 * Permit);
    }
}

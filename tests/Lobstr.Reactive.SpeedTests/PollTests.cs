using System.Globalization;

namespace Lobstr.Reactive.SpeedTests;

/// <summary>What a poll with an unchanged answer allocates.</summary>
public sealed class PollTests(ITestOutputHelper output)
{
    [Fact]
    public void A_poll_over_HTTP_allocates_no_more_than_HttpClient_does_without_a_library()
    {
        // 0.99 was measured; the rest is the margin.
        const double Most = 1.01;
        using var service = new CannedService();
        using var raw = new RawPoller(UploadPath.Of(service.BaseAddress), hops: false);
        using var ours = new LibraryPoller(service.BaseAddress);

        double rawBytes = BytesPerPoll(raw);
        double ourBytes = BytesPerPoll(ours);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"raw {rawBytes:0.0} B, ours {ourBytes:0.0} B, {ourBytes / rawBytes:0.000} times"));
        Assert.True(ourBytes <= rawBytes * Most, $"{ourBytes} bytes a poll; HttpClient alone allocates {rawBytes}.");
    }

    [Fact]
    public void The_engine_alone_allocates_next_to_nothing_beside_the_action_of_the_scheduler()
    {
        // 40 bytes of these are the action; the rest of what is asked for is the margin.
        const double Most = 56;
        var scheduler = new OneByOneScheduler();
        int polls = 0;
        var answer = Task.FromResult(new UploadStatus { Id = UploadPath.Id, State = UploadState.Progress });
        using IDisposable watch = UploadStatusObservable.Create(Ask, options: null, scheduler).Subscribe(Ignored.Instance);
        Poll(100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Poll(10_000);
        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 10_000.0;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes:0.0} B a poll"));
        Assert.True(bytes <= Most, $"{bytes} bytes a poll");

        void Poll(int times)
        {
            for (int end = polls + times; polls < end;)
                scheduler.RunNext();
        }

        Task<UploadStatus> Ask(CancellationToken cancellationToken)
        {
            polls++;
            return answer;
        }
    }

    // The median of several, each the difference between many polls and few: a watch has its price before the first one.
    private static double BytesPerPoll(IHttpPoller poller)
    {
        const int Few = 50;
        const int Many = 250;
        double[] rounds = new double[7];
        for (int round = 0; round < rounds.Length; round++)
            rounds[round] = (double)(BytesOf(poller, Many) - BytesOf(poller, Few)) / (Many - Few);
        Array.Sort(rounds);
        return rounds[rounds.Length / 2];
    }

    private static long BytesOf(IHttpPoller poller, int polls)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        poller.PollAsync(polls).Wait(TestContext.Current.CancellationToken);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}

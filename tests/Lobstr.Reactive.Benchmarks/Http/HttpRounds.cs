namespace Lobstr.Reactive.Benchmarks;

/// <summary>
/// Polls a server in another process in all ways by turns, so that whatever else the machine does hits all of them, and takes
/// the medians. Time is that of the processor, of all threads of this process.
/// </summary>
internal static class HttpRounds
{
    private const int WarmUp = 20_000;
    private const int Rounds = 60;
    private const int PollsPerRound = 500;

    public static async Task<HttpCosts> MeasureAsync()
    {
        using var server = ChildProcess.Start(LoopbackServer.Argument);
        var baseAddress = new Uri(new Uri(server.Line), "v1/");
        Uri uri = UploadPath.Of(baseAddress);
        using var raw = new RawPoller(uri);
        using var byHand = new HandPoller(uri);
        using var rx = new RxPoller(uri);
        using var ours = new LibraryPoller(baseAddress);
        IHttpPoller[] pollers = [raw, byHand, rx, ours];
        foreach (IHttpPoller poller in pollers)
            await poller.PollAsync(WarmUp);
        var costs = pollers.Select(_ => new List<Cost>()).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < pollers.Length; i++)
                costs[i].Add(await MeasureAsync(pollers[i]));
        }
        double ratio = Cost.Median(costs[3].Zip(costs[0], (one, floor) => one.Time / floor.Time));
        return new HttpCosts([.. costs.Select(Cost.Median)], ratio);
    }

    private static async Task<Cost> MeasureAsync(IHttpPoller poller)
    {
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        await poller.PollAsync(PollsPerRound);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Cost(cpu.TotalNanoseconds / PollsPerRound, (double)bytes / PollsPerRound);
    }
}

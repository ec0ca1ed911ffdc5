namespace Lobstr.Reactive.Benchmarks;

/// <summary>
/// Polls a server in all ways, each in a process of its own, by turns, so that whatever else the machine does hits all of them,
/// and takes the medians.
/// </summary>
internal static class HttpRounds
{
    private const int Rounds = 40;

    public static HttpCosts Measure()
    {
        using var server = ChildProcess.Start(LoopbackServer.Argument);
        ChildProcess[] pollers = [.. PollerProcess.Ways.Select(way => ChildProcess.Start(PollerProcess.Argument, way, server.Line))];
        var costs = pollers.Select(_ => new List<Cost>()).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < pollers.Length; i++)
                costs[i].Add(PollerProcess.Parse(pollers[i].Ask("poll")));
        }
        foreach (ChildProcess poller in pollers)
            poller.Dispose();
        double ratio = Cost.Median(costs[^1].Zip(costs[0], (ours, raw) => ours.Time / raw.Time));
        return new HttpCosts([.. costs.Select(Cost.Median)], ratio);
    }
}

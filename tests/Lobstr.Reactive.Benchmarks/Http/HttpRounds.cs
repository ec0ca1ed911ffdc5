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
        var pollers = PollerProcess.Ways.ToDictionary(way => way, way => ChildProcess.Start(PollerProcess.Argument, way, server.Line));
        var costs = pollers.Keys.ToDictionary(way => way, _ => new List<Cost>());
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string way, ChildProcess poller) in pollers)
                costs[way].Add(PollerProcess.Parse(poller.Ask("poll")));
        }
        foreach (ChildProcess poller in pollers.Values)
            poller.Dispose();
        return new HttpCosts(costs.ToDictionary(way => way.Key, IReadOnlyList<Cost> (way) => way.Value));
    }
}

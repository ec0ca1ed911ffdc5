namespace Lobstr.Reactive.Benchmarks;

/// <summary>Polls a fleet in all ways, each in a process of its own, by turns, and takes the medians.</summary>
internal static class FleetRounds
{
    private const int Rounds = 7;

    public static IReadOnlyDictionary<string, FleetCost> Measure()
    {
        using var server = ChildProcess.Start(LoopbackServer.Argument);
        var fleets = FleetProcess.Ways.ToDictionary(way => way, way => ChildProcess.Start(FleetProcess.Argument, way, server.Line));
        var costs = fleets.Keys.ToDictionary(way => way, _ => new List<FleetCost>());
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string way, ChildProcess fleet) in fleets)
                costs[way].Add(FleetCost.Parse(fleet.Ask("poll")));
        }
        foreach (ChildProcess fleet in fleets.Values)
            fleet.Dispose();
        return costs.ToDictionary(way => way.Key, way => FleetCost.Median(way.Value));
    }
}

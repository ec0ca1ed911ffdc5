using System.Reactive.Linq;

namespace Lobstr.Reactive.Tests;

/// <summary>The road from a file to results, told as it goes.</summary>
internal static class Road
{
    /// <summary>Sends a file, waits for SUCCESS, starts the run, follows it and reads its rows: one expression.</summary>
    public static IObservable<string> Go(LobstrClient client, string squid, TaskFile file, WatchOptions? options = null)
    {
        IObservable<string> Follow(Run run) =>
            client.Runs.WatchStats(run.Id, options).Select(stats => $"{stats.PercentDone}% of the run").DistinctUntilChanged()
                .Concat(client.Runs.Results(run.Id).Select(row => row.GetProperty("name").GetString()!));

        return client.Uploads.SendAndWatch(squid, file, options).Publish(statuses =>
            statuses.Select(status => status.RawState).DistinctUntilChanged()
                .Merge(statuses.WhenSucceeded()
                    .SelectMany(_ => client.Runs.Start(squid))
                    .SelectMany(run => Follow(run).StartWith("run " + run.RawStatus))));
    }
}

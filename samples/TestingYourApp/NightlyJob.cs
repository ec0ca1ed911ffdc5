using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json;
using Lobstr.Reactive;

namespace TestingYourApp;

/// <summary>The whole way from a file of tasks to the rows of its run, for a program that awaits.</summary>
/// <param name="lobstr">The interface and not the class, so that the app can put anything in its place.</param>
public sealed class NightlyJob(ILobstrClient lobstr)
{
    /// <summary>Sends a file, starts the run when all its rows have arrived, and counts what the run has found.</summary>
    /// <param name="squid">The squid that is to run.</param>
    /// <param name="file">The tasks.</param>
    /// <param name="cancellationToken">Ends the job; a run that has started goes on.</param>
    /// <returns>How many results the run has. An upload or a run that fails is thrown.</returns>
    public async Task<int> RunAsync(string squid, TaskFile file, CancellationToken cancellationToken = default)
    {
        await lobstr.Uploads.SendAndWatch(squid, file).WhenSucceeded().ToTask(cancellationToken);
        Run run = await lobstr.Runs.StartAsync(squid, cancellationToken);
        await lobstr.Runs.Watch(run.Id).LastAsync().ToTask(cancellationToken);

        int results = 0;
        await foreach (JsonElement _ in lobstr.Runs.ReadResultsAsync(run.Id, cancellationToken))
            results++;
        return results;
    }
}

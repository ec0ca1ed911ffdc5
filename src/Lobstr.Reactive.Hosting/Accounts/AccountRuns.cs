using System.Text.Json;

namespace Lobstr.Reactive.Hosting;

/// <summary>Runs that are watched as the settings say, if a watch has no options of its own.</summary>
internal sealed class AccountRuns(IRuns runs, WatchOptions watch) : IRuns
{
    public Task<Run> StartAsync(string squidId, CancellationToken cancellationToken = default) => runs.StartAsync(squidId, cancellationToken);

    public IObservable<Run> Start(string squidId) => runs.Start(squidId);

    public Task<Run> AbortAsync(string runId, CancellationToken cancellationToken = default) => runs.AbortAsync(runId, cancellationToken);

    public Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default) => runs.GetAsync(runId, cancellationToken);

    public Task<RunStats> GetStatsAsync(string runId, CancellationToken cancellationToken = default) => runs.GetStatsAsync(runId, cancellationToken);

    public IAsyncEnumerable<Run> ListAsync(string squidId, CancellationToken cancellationToken = default) => runs.ListAsync(squidId, cancellationToken);

    public IAsyncEnumerable<RunTask> ReadTasksAsync(string runId, CancellationToken cancellationToken = default) =>
        runs.ReadTasksAsync(runId, cancellationToken);

    public IObservable<Run> Watch(string runId, WatchOptions? options = null) => runs.Watch(runId, options ?? watch);

    public IObservable<RunStats> WatchStats(string runId, WatchOptions? options = null) => runs.WatchStats(runId, options ?? watch);

    public void AskNow(string runId) => runs.AskNow(runId);

    public IObservable<JsonElement> Results(string runId) => runs.Results(runId);

    public IAsyncEnumerable<JsonElement> ReadResultsAsync(string runId, CancellationToken cancellationToken = default) =>
        runs.ReadResultsAsync(runId, cancellationToken);

    public Task<Uri> GetDownloadUrlAsync(string runId, CancellationToken cancellationToken = default) =>
        runs.GetDownloadUrlAsync(runId, cancellationToken);

    public Task DownloadAsync(string runId, Stream destination, CancellationToken cancellationToken = default) =>
        runs.DownloadAsync(runId, destination, cancellationToken);
}

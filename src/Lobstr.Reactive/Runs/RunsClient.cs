using System.Reactive.Linq;
using System.Text;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>The runs of a client, and their results.</summary>
internal sealed class RunsClient(
    ResourceClient<Run> starts,
    ResourceClient<Run> aborts,
    ResourceClient<Run> runs,
    ResourceClient<RunStats> stats,
    ListReader<Run> lists,
    ListReader<RunTask> tasks,
    ListReader<JsonElement> results,
    RunDownload download,
    RetryPolicy retry) : IRuns
{
    public Task<Run> StartAsync(string squidId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squidId);
        return starts.PostAsync(squidId, (_, _) => BodyOf(squidId), cancellationToken);
    }

    public IObservable<Run> Start(string squidId)
    {
        ResourceId.Check(squidId);
        return starts.Post(squidId, (_, _) => BodyOf(squidId), retry);
    }

    public Task<Run> AbortAsync(string runId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        return aborts.PostAsync(runId, (_, _) => Task.FromResult<HttpContent>(new ByteArrayContent([])), cancellationToken);
    }

    public Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        return runs.GetAsync(runId, cancellationToken);
    }

    public Task<RunStats> GetStatsAsync(string runId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        return stats.GetAsync(runId, cancellationToken);
    }

    public IAsyncEnumerable<Run> ListAsync(string squidId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squidId);
        return lists.ReadAsync(squidId, cancellationToken);
    }

    public IAsyncEnumerable<RunTask> ReadTasksAsync(string runId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        return tasks.ReadAsync(runId, cancellationToken);
    }

    public IObservable<Run> Watch(string runId, WatchOptions? options = null)
    {
        ResourceId.Check(runId);
        return runs.Watch(runId, WatchOptions.Validate(options, nameof(options)), RunRules.Instance);
    }

    public IObservable<RunStats> WatchStats(string runId, WatchOptions? options = null)
    {
        ResourceId.Check(runId);
        WatchOptions watch = WatchOptions.Validate(options, nameof(options));
        Clock clock = stats.Queue.Clock;
        return Observable.Defer(() =>
        {
            TimeSpan startedAt = clock.Elapsed;
            return stats.Watch(runId, watch, RunStatsRules.Instance)
                .SelectMany(seen => seen.IsDone
                    ? Observable.Return(seen).Concat(EndOf(seen, watch, clock.Elapsed - startedAt))
                    : Observable.Return(seen));
        });
    }

    public void AskNow(string runId)
    {
        ResourceId.Check(runId);
        runs.AskNow(runId);
        stats.AskNow(runId);
    }

    public IObservable<JsonElement> Results(string runId)
    {
        ResourceId.Check(runId);
        return results.Observe(runId);
    }

    public IAsyncEnumerable<JsonElement> ReadResultsAsync(string runId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        return results.ReadAsync(runId, cancellationToken);
    }

    public Task<Uri> GetDownloadUrlAsync(string runId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        return download.GetUrlAsync(runId, cancellationToken);
    }

    public Task DownloadAsync(string runId, Stream destination, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
            throw new ArgumentException("The stream cannot be written to.", nameof(destination));
        return download.CopyAsync(runId, destination, cancellationToken);
    }

    private static Task<HttpContent> BodyOf(string squid) => Task.FromResult<HttpContent>(
        new StringContent($$"""{"squid":"{{squid}}"}""", Encoding.UTF8, "application/json"));

    // The stats say that a run is done, which is not yet its end: when that is, and how it ended, only the run itself says.
    private IObservable<RunStats> EndOf(RunStats last, WatchOptions options, TimeSpan elapsed)
    {
        // If the last stats were asked for at the deadline, so is this.
        TimeSpan? rest = options.Timeout is { } timeout ? Clock.Max(timeout - elapsed, TimeSpan.Zero) : null;
        return runs
            .Watch(last.Id, options with { Timeout = rest }, new RunRules(last, elapsed))
            .IgnoreElements()
            .Select(_ => last);
    }
}

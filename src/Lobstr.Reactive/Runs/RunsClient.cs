using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>The runs of a client, and their results.</summary>
internal sealed class RunsClient(
    ResourceClient<Run> starts,
    ResourceClient<Run> runs,
    ResourceClient<RunStats> stats,
    ResourceClient<ListPage> pages,
    RunDownload download,
    RetryPolicy retry) : IRuns
{
    public Task<Run> StartAsync(string squid, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squid);
        return starts.PostAsync(squid, (_, _) => BodyOf(squid), cancellationToken);
    }

    public IObservable<Run> Start(string squid)
    {
        ResourceId.Check(squid);
        return starts.Post(squid, (_, _) => BodyOf(squid), retry);
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

    public IObservable<RunStats> Watch(string runId, WatchOptions? options = null)
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

    public IObservable<JsonElement> Results(string runId)
    {
        ResourceId.Check(runId);
        // Concat takes the next page from the sequence when the one before has been delivered to its last row.
        return Observable.Defer(() => PagesOf(runId).Concat());
    }

    public IAsyncEnumerable<JsonElement> ReadResultsAsync(string runId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(runId);
        return ReadAsync(runId, cancellationToken);
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

    // The stats say that a run is done; how it ended only the run itself says.
    private IObservable<RunStats> EndOf(RunStats last, WatchOptions options, TimeSpan elapsed)
    {
        // Where the last stats were asked for at the deadline, so is this.
        TimeSpan? rest = options.Timeout is { } timeout ? Clock.Max(timeout - elapsed, TimeSpan.Zero) : null;
        return runs
            .Watch(
                last.Id,
                options with { Timeout = rest },
                new RunRules(last, elapsed))
            .IgnoreElements()
            .Select(_ => last);
    }

    private IEnumerable<IObservable<JsonElement>> PagesOf(string runId)
    {
        var cursor = new ListCursor(ResultPageResource.PageSize);
        while (cursor.Next is { } page)
            yield return pages.Get(ResultPageResource.IdOf(runId, page), retry).SelectMany(cursor.Accept);
        if (cursor.Error(ResultPageResource.ListOf(runId)) is { } error)
            yield return Observable.Throw<JsonElement>(error);
    }

    private async IAsyncEnumerable<JsonElement> ReadAsync(
        string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = new ListCursor(ResultPageResource.PageSize);
        while (cursor.Next is { } next)
        {
            ListPage page = await pages
                .Get(ResultPageResource.IdOf(runId, next), retry)
                .ToInlineTask(cancellationToken)
                .ConfigureAwait(false);
            foreach (JsonElement row in cursor.Accept(page))
                yield return row;
        }
        if (cursor.Error(ResultPageResource.ListOf(runId)) is { } error)
            throw error;
    }
}

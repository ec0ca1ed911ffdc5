using System.Collections.Concurrent;
using System.Reactive.Subjects;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Shows runs: those that were started here, and after a start of the program those that the service lists for the tracked squids.</summary>
internal sealed partial class RunBoard(IRuns runs, Feed feed, IOptions<LobstrHostingOptions> lobstr, TimeProvider time, ILogger<RunBoard> logger) : IDisposable
{
    private const int MostOfSquid = 20;

    // The service's dates are whole seconds.
    private static readonly TimeSpan DateSlack = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, FollowedRun> _runs = new();
    private readonly ConcurrentDictionary<string, bool> _squids = new();
    private readonly Subject<string> _changed = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>The id of a squid, one of whose runs has come or changed.</summary>
    public IObservable<string> SquidChanged => _changed;

    /// <summary>A run that is shown; null if it is not.</summary>
    public Run? Find(string runId) => _runs.TryGetValue(runId, out FollowedRun? followed) ? followed.Run : null;

    /// <summary>The run that has the tasks of an upload; null if there is none yet.</summary>
    public Run? FindFor(TrackedUpload upload) =>
        (from followed in _runs.Values
         where followed.TrackingId == upload.TrackingId || IsAfter(followed.Run, upload)
         orderby followed.Run.CreatedAt
         select followed.Run).FirstOrDefault();

    /// <summary>Whether a run has begun after an upload to its squid has succeeded.</summary>
    public static bool IsAfter(Run run, TrackedUpload upload) => run.SquidId == upload.SquidId && run.CreatedAt >= upload.ChangedAt - DateSlack;

    /// <summary>Shows and watches a run; one that is shown already stays as it is.</summary>
    public void Follow(Run run, string? trackingId = null)
    {
        var followed = new FollowedRun(run, trackingId, runs, lobstr.Value.Scheduler, Show);
        if (_runs.TryAdd(run.Id, followed))
            followed.Begin();
    }

    /// <summary>Finds the runs of a squid once. Called again for it, nothing happens.</summary>
    /// <param name="squidId">The squid.</param>
    /// <param name="since">Older runs are left out, unless they are under way.</param>
    public void Discover(string squidId, DateTimeOffset since)
    {
        if (_squids.TryAdd(squidId, true))
            _ = DiscoverAsync(squidId, since - DateSlack);
    }

    public void Dispose()
    {
        _end.Cancel();
        foreach (FollowedRun run in _runs.Values)
            run.Dispose();
        _changed.Dispose();
        _end.Dispose();
    }

    private async Task DiscoverAsync(string squidId, DateTimeOffset since)
    {
        while (true)
        {
            try
            {
                int count = 0;
                await foreach (Run run in runs.ListAsync(squidId, _end.Token))
                {
                    if (++count > MostOfSquid || (run.IsFinal && run.CreatedAt < since))
                        return;
                    Follow(run);
                }
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (LobstrApiException error) when (error.StatusCode is System.Net.HttpStatusCode.NotFound)
            {
                return;
            }
            catch (Exception error) when (error is LobstrException or HttpRequestException or TimeoutException)
            {
                LogNotListed(logger, squidId, error.Message);
            }
            await Task.Delay(RetryDelay, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Show(FollowedRun followed)
    {
        feed.Publish(FeedKind.Run, followed.Run.Id, followed.View);
        if (!_end.IsCancellationRequested)
            _changed.OnNext(followed.Run.SquidId);
    }

    [LoggerMessage(1, LogLevel.Warning, "The runs of squid {Squid} were not listed: {Reason}")]
    private static partial void LogNotListed(ILogger logger, string squid, string reason);
}

using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>
/// What waits in the tracker waits: in real time it is counted what it asks of its scheduler and of its store. Virtual time stands still
/// between two looks at the clock and cannot show it.
/// </summary>
public sealed class TrackerWaitTests : IDisposable
{
    private const int Count = 20;

    // No test takes so long: it is how long a tracker that does nothing any more would be waited for.
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(2);

    private readonly CallCountingScheduler _scheduler = new(DefaultScheduler.Instance);
    private readonly LobstrSimulator _simulator = new(DefaultScheduler.Instance, new LobstrSimulatorOptions { TaskRateLimit = null });
    private readonly ITestOutputHelper _output;
    private readonly PollCounter _polls;
    private readonly HttpClient _http;
    private readonly LobstrClient _client;

    public TrackerWaitTests(ITestOutputHelper output)
    {
        _output = output;
        _polls = new PollCounter(_simulator.CreateHandler());
        _http = new HttpClient(_polls);
        _client = new LobstrClient(_http, new LobstrClientOptions { ApiKey = _simulator.ApiKey, TaskRequestsPerMinute = null });
    }

    [Fact]
    public async Task Handlers_that_throw_a_store_that_fails_and_what_is_kept_for_a_while_ask_little()
    {
        const int Throws = 3;
        const int Failures = 4;
        var store = new CountingStore(firstFailure: 6, Failures, record => record.Content is null, Count);
        var calls = new Dictionary<string, int>();
        using UploadTracker tracker = Track(store, (upload, _) =>
        {
            lock (calls)
            {
                int number = calls[upload.TrackingId] = calls.GetValueOrDefault(upload.TrackingId) + 1;
                return number <= Throws ? throw new InvalidOperationException("broken") : Task.CompletedTask;
            }
        });

        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ =>
            tracker.TrackAsync(_simulator.AddUpload(UploadScript.Progress(TimeSpan.FromSeconds(1)).Succeeds()))));
        await store.WhenReached.WaitAsync(Stuck, TestContext.Current.CancellationToken);

        _output.WriteLine($"{Count} uploads with {Throws} retries of the handler, {Failures} of the store: {_scheduler.Calls} calls of the scheduler, {store.Writes} writes");
        Assert.All(calls.Values, number => Assert.Equal(Throws + 1, number));
        Assert.Empty(tracker.Uploads);
        // Each call of a handler is an action, and so is the delay before it.
        Assert.InRange(_scheduler.Calls, Count * 2 * Throws, Count * 2 * (Throws + 1) * 3);
        Assert.InRange(store.Writes, Failures + 1, Failures + (Count * 2));
        Assert.Equal(1, store.Reads);
    }

    [Fact]
    public async Task Polls_that_say_nothing_new_ask_nothing_of_the_scheduler_nor_of_the_store()
    {
        var store = new CountingStore(firstFailure: 0, failures: 0, record => record.Content?.Contains("PENDING", StringComparison.Ordinal) == true, Count);
        using UploadTracker tracker = Track(store, handler: null);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => tracker.TrackAsync(_simulator.AddUpload(UploadScript.StaysPending()))));
        // Each has said once that it is pending.
        await store.WhenReached.WaitAsync(Stuck, TestContext.Current.CancellationToken);
        (long calls, int writes) = (_scheduler.Calls, store.Writes);

        await _polls.MoreAsync(Count * 10).WaitAsync(Stuck, TestContext.Current.CancellationToken);

        Assert.Equal((calls, writes), (_scheduler.Calls, store.Writes));
        Assert.All(tracker.Uploads, upload => Assert.Equal(UploadState.Pending, upload.Status!.State));
    }

    private UploadTracker Track(CountingStore store, HandlerCall? handler)
    {
        var options = new UploadTrackingOptions
        {
            RetryDelay = TimeSpan.FromMilliseconds(100),
            MaxRetryDelay = TimeSpan.FromMilliseconds(400),
            Retention = TimeSpan.FromMilliseconds(300),
        };
        var watch = new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(100)) };
        var logger = new ScopedLogger(NullLogger.Instance, default);
        return new UploadTracker(_client.Uploads, _scheduler, store, account: "", options.Snapshot(watch), handler, logger);
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        _polls.Dispose();
    }
}

using System.Net;
using System.Runtime.CompilerServices;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Subscribes and disposes, many at a time, on one client.</summary>
internal sealed class Churn : IDisposable
{
    private readonly Clockwork _clockwork;
    private readonly Tally _arrivals = new();
    private readonly Tally _notifications = new();
    private readonly StubService _service;
    private readonly HttpClient _http;
    private readonly LobstrClient _client;

    public Churn(Clockwork clockwork, int mostAtATime)
    {
        _clockwork = clockwork;
        _service = new StubService(_arrivals);
        _http = new HttpClient(_service) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new LobstrClient(_http, new LobstrClientOptions
        {
            ApiKey = "key",
            Scheduler = clockwork.Scheduler,
            TaskRequestsPerMinute = null,
            RunRequestsPerMinute = null,
            MaxConcurrentRequests = mostAtATime,
        });
    }

    /// <summary>Every so many a weak reference to the observer and to the subscription.</summary>
    public List<WeakReference> Left { get; } = [];

    public Task RunAsync(Subject subject, Moment moment, int count)
    {
        _service.Hangs = moment is Moment.DuringAPoll;
        return subject switch
        {
            Subject.Upload => RunAsync(i => _client.Uploads.Watch($"upload-{i}"), Any, moment, count),
            Subject.Run => RunAsync(i => _client.Runs.WatchStats($"run-{i}"), Any, moment, count),
            Subject.Function => RunAsync(_ => UploadStatusObservable.Create(PollAsync, scheduler: _clockwork.Scheduler), Any, moment, count),
            _ => RunEventsAsync(moment, count),
        };
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static bool Any<T>(T value) => true;

    // One watch for all of them to hear of.
    private async Task RunEventsAsync(Moment moment, int count)
    {
        Func<LobstrEvent, bool> isOfInterest = moment is Moment.DuringAPoll ? it => it is RequestSent : it => it is ResponseReceived;
        IDisposable? watch = null;
        await RunAsync(_ => _client.Events, isOfInterest, moment, count, whenSubscribed: () =>
        {
            if (moment is not Moment.BeforeTheFirstPoll)
                watch = _client.Uploads.Watch("upload").Subscribe(new CountingObserver<UploadStatus>(new Tally(), Any));
        });
        watch?.Dispose();
        await _clockwork.SettleAsync();
    }

    private async Task RunAsync<T>(
        Func<int, IObservable<T>> source, Func<T, bool> isOfInterest, Moment moment, int count, Action? whenSubscribed = null)
    {
        bool isHeard = moment is Moment.WhileWaiting || whenSubscribed is not null;
        Task arrived = _arrivals.Expect(count);
        Task notified = _notifications.Expect(count);
        IDisposable[] subscriptions = Subscribe(source, isOfInterest, count);
        whenSubscribed?.Invoke();
        if (moment is not Moment.BeforeTheFirstPoll)
            await _clockwork.ReachAsync(isHeard ? notified : arrived);
        foreach (IDisposable subscription in subscriptions)
            subscription.Dispose();
        if (whenSubscribed is null)
            await _clockwork.SettleAsync();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IDisposable[] Subscribe<T>(Func<int, IObservable<T>> source, Func<T, bool> isOfInterest, int count)
    {
        var subscriptions = new IDisposable[count];
        for (int i = 0; i < count; i++)
        {
            var observer = new CountingObserver<T>(_notifications, isOfInterest);
            subscriptions[i] = source(i).Subscribe(observer);
            if (i % 50 == 0)
                Left.AddRange([new WeakReference(observer), new WeakReference(subscriptions[i])]);
        }

        return subscriptions;
    }

    private async Task<UploadStatus> PollAsync(CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri("http://localhost/"), cancellationToken).ConfigureAwait(false);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new UploadStatus { Id = "upload", State = UploadState.Pending };
    }
}

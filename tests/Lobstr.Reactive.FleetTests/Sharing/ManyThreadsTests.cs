using System.Net;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Real threads subscribe, leave and ask at the same time: nobody is forgotten, and the limits hold.</summary>
public class ManyThreadsTests
{
    private const int Threads = 4;
    private const int WatchesEach = 200;
    private const int Most = 4;

    // No test waits so long: it is how long somebody who was forgotten would be waited for.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_watch_ends_however_many_threads_use_the_client(bool isAsynchronous)
    {
        (int ended, _) = await RunAsync(isAsynchronous, isRestless: true);

        Assert.InRange(ended, Threads * WatchesEach, Threads * WatchesEach * 2);
    }

    // When nobody leaves: what is given up is no longer counted, and is still on its way out of the service when the next one comes.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_more_requests_are_under_way_than_may_be(bool isAsynchronous)
    {
        (int ended, int mostUnderWay) = await RunAsync(isAsynchronous, isRestless: false);

        Assert.Equal(Threads * WatchesEach, ended);
        Assert.InRange(mostUnderWay, 1, Most);
    }

    private static async Task<(int Ended, int MostUnderWay)> RunAsync(bool isAsynchronous, bool isRestless)
    {
        using QuickService service = new(isAsynchronous);
        using HttpClient http = new(service);
        using LobstrClient client = new(http, new LobstrClientOptions
        {
            ApiKey = "key",
            Scheduler = TaskPoolScheduler.Default,
            TaskRequestsPerMinute = null,
            MaxConcurrentRequests = Most,
        });

        Task[] ends = [.. (await Task.WhenAll(Enumerable.Range(0, Threads).Select(number => Task.Run(() => Use(client, number, isRestless))))).SelectMany(each => each)];
        await Task.WhenAll(ends).WaitAsync(Forgotten, TestContext.Current.CancellationToken);
        return (ends.Length, service.MostUnderWay);
    }

    // The restless leave, or ask beside their watch, now and then.
    private static List<Task> Use(LobstrClient client, int number, bool isRestless)
    {
        var random = new Random(number);
        WatchOptions options = new()
        {
            Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(1)),
            Retry = RetryPolicy.Default with { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        };
        List<Task> ends = [];
        for (int i = 0; i < WatchesEach; i++)
        {
            TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
            string id = $"upload-{random.Next(100)}";
            IDisposable watch = client.Uploads.Watch(id, options).Subscribe(_ => { }, error => end.TrySetException(error), () => end.TrySetResult());
            if (isRestless && random.Next(3) == 0)
            {
                watch.Dispose();
                end.TrySetResult();
            }
            // Its fault, if it has one, is not the point.
            if (isRestless && random.Next(8) == 0)
                ends.Add(client.Uploads.GetStatusAsync(id).ContinueWith(asked => asked.Exception, TaskScheduler.Default));
            ends.Add(end.Task);
        }
        return ends;
    }

    // Answers at once, or on another thread; faults now and then; an upload has succeeded when it has been asked about often.
    private sealed class QuickService(bool isAsynchronous) : HttpMessageHandler
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, int> _asked = [];
        private int _underWay;

        public int MostUnderWay { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            int asked = Arrive(request.RequestUri!.Segments[^1]);
            try
            {
                if (isAsynchronous)
                    await Task.Yield();
                if (asked % 7 == 3)
                    throw new HttpRequestException("Lost.");
                return new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent(asked > 6 ? """{"state":"SUCCESS"}""" : """{"state":"PENDING"}"""),
                };
            }
            finally
            {
                lock (_gate)
                    _underWay--;
            }
        }

        private int Arrive(string id)
        {
            lock (_gate)
            {
                MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
                return _asked[id] = _asked.GetValueOrDefault(id) + 1;
            }
        }
    }
}

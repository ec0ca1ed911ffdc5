using System.Net;
using System.Reactive.Concurrency;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// What waits for the budget waits: in real time, on the schedulers that programs use, it is counted what the client asks of its
/// scheduler. Virtual time stands still between two looks at the clock and cannot show it.
/// </summary>
public class BudgetWaitTests
{
    private const int CallsPerRequest = 10;

    // No test takes so long: it is how long a client that sends no more would be waited for.
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Five_readers_of_results_on_the_default_scheduler_ask_little_of_it()
    {
        // At two a second: six seconds.
        const int Requests = 12;
        CallCountingScheduler scheduler = new(DefaultScheduler.Instance);
        using CountingHandler service = new(Requests, """{"data":[{"id":"ROW"}],"next":"there is more"}""");
        using HttpClient http = new(service);
        using LobstrClient client = new(http, new() { ApiKey = ClientRun.Key, Scheduler = scheduler });

        List<IDisposable> readers = [.. Enumerable.Range(1, 5).Select(run => client.Runs.Results($"run-{run}").Subscribe(_ => { }, _ => { }))];
        await service.WhenSent.WaitAsync(Stuck, TestContext.Current.CancellationToken);
        long calls = scheduler.Calls;
        readers.ForEach(reader => reader.Dispose());

        Assert.InRange(calls, Requests, Requests * CallsPerRequest);
    }

    [Fact]
    public async Task Ten_watches_on_a_scheduler_with_a_thread_for_each_action_ask_little_of_it()
    {
        // More than may be sent: one every two thirds of a second.
        const int Requests = 10;
        CallCountingScheduler scheduler = new(NewThreadScheduler.Default);
        using CountingHandler service = new(Requests, """{"state":"PENDING"}""");
        using HttpClient http = new(service);
        using LobstrClient client = new(http, new() { ApiKey = ClientRun.Key, Scheduler = scheduler });

        List<IDisposable> watches = [.. Enumerable.Range(1, 10).Select(upload => client.Uploads.Watch($"up-{upload}").Subscribe(_ => { }, _ => { }))];
        await service.WhenSent.WaitAsync(Stuck, TestContext.Current.CancellationToken);
        long calls = scheduler.Calls;
        watches.ForEach(watch => watch.Dispose());

        Assert.InRange(calls, Requests, Requests * CallsPerRequest);
    }

    [Fact]
    public async Task Two_clients_that_share_a_budget_ask_little_of_their_scheduler_and_of_the_budget()
    {
        // At two a second, both together: six seconds.
        const int Requests = 12;
        CallCountingScheduler scheduler = new(DefaultScheduler.Instance);
        AskedBudget shared = new(new InMemorySharedBudget());
        using CountingHandler service = new(Requests, """{"data":[{"id":"ROW"}],"next":"there is more"}""");
        using HttpClient http = new(service);
        LobstrClientOptions options = new() { ApiKey = ClientRun.Key, Scheduler = scheduler, SharedBudget = shared };
        using LobstrClient one = new(http, options), other = new(http, options);

        List<IDisposable> readers = [.. Enumerable.Range(1, 6).Select(run => (run % 2 == 0 ? one : other).Runs.Results($"run-{run}").Subscribe(_ => { }, _ => { }))];
        await service.WhenSent.WaitAsync(Stuck, TestContext.Current.CancellationToken);
        (long calls, int asked) = (scheduler.Calls, shared.Asked);
        readers.ForEach(reader => reader.Dispose());

        Assert.InRange(calls, Requests, Requests * CallsPerRequest);
        Assert.InRange(asked, Requests, Requests * 4);
    }

    /// <summary>Counts how often it is asked for a permit.</summary>
    private sealed class AskedBudget(ISharedBudget inner) : ISharedBudget
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public double FallbackShare => inner.FallbackShare;

        public ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return inner.AcquireAsync(request, cancellationToken);
        }

        public ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken) => inner.ReleaseAsync(release, cancellationToken);
    }

    /// <summary>Gives the same answer to each request, with rows that nobody has seen, and says when there have been enough of them.</summary>
    private sealed class CountingHandler(int enough, string answer) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _requests;

        public Task WhenSent => _sent.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            int count = Interlocked.Increment(ref _requests);
            if (count == enough)
                _sent.TrySetResult();
            string body = answer.Replace("ROW", $"{count}", StringComparison.Ordinal);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}

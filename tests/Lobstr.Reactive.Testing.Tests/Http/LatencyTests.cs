using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class LatencyTests : SimulatorTest
{
    [Fact]
    public void Half_of_it_passes_before_the_service_sees_the_request_and_half_before_the_answer_is_there()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(2)) };
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(1)).StaysInProgress());
        Task<HttpResponseMessage> answer = GetAsync("tasks/upload/" + id);

        Advance(0.999);
        Assert.Null(Simulator.Requests[0].ArrivedAt);
        Advance(1.0);
        Assert.Equal(Seconds(1), Simulator.Requests[0].ArrivedAt);
        Assert.False(answer.IsCompleted);
        Advance(0.001);
        Assert.Contains("PROGRESS", Body(Ended(answer)), StringComparison.Ordinal);
        Assert.Equal(Seconds(2), Simulator.Requests[0].EndedAt);
    }

    [Fact]
    public void Without_any_an_answer_is_there_at_once()
    {
        Assert.True(GetAsync("me").IsCompletedSuccessfully);
        Assert.Equal(TimeSpan.Zero, Simulator.Requests[0].EndedAt);
    }

    [Fact]
    public void A_range_gives_the_same_series_for_the_same_seed_and_stays_in_it()
    {
        TimeSpan[] first = Draw(Latency.Between(Seconds(1), Seconds(3), seed: 7));

        Assert.Equal(first, Draw(Latency.Between(Seconds(1), Seconds(3), seed: 7)));
        Assert.NotEqual(first, Draw(Latency.Between(Seconds(1), Seconds(3), seed: 8)));
        Assert.All(first, latency => Assert.InRange(latency, Seconds(1), Seconds(3)));
        Assert.True(first.Distinct().Count() > 90);
    }

    [Fact]
    public void A_function_decides_for_each_request()
    {
        Options = Options with { Latency = Latency.Create(request => request.Path == "slow" ? Seconds(5) : TimeSpan.Zero) };
        Task<HttpResponseMessage> slow = GetAsync("slow");

        Assert.True(GetAsync("fast").IsCompleted);
        Advance(4.9);
        Assert.False(slow.IsCompleted);
        Advance(0.1);
        Assert.True(slow.IsCompleted);
    }

    [Fact]
    public void A_negative_latency_says_whose()
    {
        Options = Options with { Latency = Latency.Create(_ => Seconds(-1)) };

        Assert.Contains("GET me", Assert.Throws<InvalidOperationException>(() => Get("me")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Latency.Constant(Seconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Latency.Between(Seconds(2), Seconds(1), seed: 1));
    }

    [Fact]
    public void Who_waits_goes_on_inside_the_schedulers_action_whatever_context_is_current()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(2)) };
        var context = new HostileSynchronizationContext();
        TimeSpan? continuedAt = null;
        context.Run(() =>
        {
            _ = ContinueAsync();
            Advance(10);
            Assert.Same(context, SynchronizationContext.Current);
        });

        Assert.Equal(Seconds(2), continuedAt);
        Assert.Equal(0, context.Posts);

        async Task ContinueAsync()
        {
            await GetAsync("me").ConfigureAwait(false);
            continuedAt = Simulator.Elapsed;
        }
    }

    [Fact]
    public async Task Who_waits_goes_on_inside_the_schedulers_action_whatever_task_scheduler_is_current()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(2)) };
        TimeSpan? continuedAt = null;
        TaskScheduler own = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

        await Task.Factory.StartNew(
            () =>
            {
                _ = ContinueAsync();
                Advance(10);
                Assert.Equal(Seconds(2), continuedAt);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.None, own);

        async Task ContinueAsync()
        {
            await GetAsync("me").ConfigureAwait(false);
            continuedAt = Simulator.Elapsed;
        }
    }

    [Theory]
    [InlineData(0.5)] // on its way there
    [InlineData(1.5)] // on its way back
    public void A_request_that_is_given_up_ends_at_once_and_inline(double seconds)
    {
        Options = Options with { Latency = Latency.Constant(Seconds(2)) };
        using var cancellation = new CancellationTokenSource();
        Task<HttpResponseMessage> answer = SendAsync(HttpMethod.Get, "me", cancellationToken: cancellation.Token);
        bool continued = false;
        _ = answer.ContinueWith(_ => continued = true, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        Advance(seconds);
        new HostileSynchronizationContext().Run(cancellation.Cancel);

        Assert.True(answer.IsCanceled);
        Assert.True(continued);
        Assert.Equal(RequestOutcome.Cancelled, Simulator.Requests[0].Outcome);
        Assert.Equal(Seconds(seconds), Simulator.Requests[0].EndedAt);
        Assert.Null(Simulator.Requests[0].StatusCode);

        // Nothing is left on the scheduler that would move its clock.
        Clock.Start();
        Assert.Equal(Seconds(seconds), Simulator.Elapsed);
    }

    [Fact]
    public void A_request_that_has_ended_leaves_nothing_behind_on_its_token()
    {
        using var cancellation = new CancellationTokenSource();
        WeakReference wait = BeginWaiting();
        Clock.AdvanceBy(Seconds(1));

        GC.Collect();

        Assert.False(wait.IsAlive);

        WeakReference BeginWaiting() => new(SchedulerWait.For(Clock, Seconds(1), cancellation.Token));
    }

    [Fact]
    public void A_request_that_is_given_up_on_its_way_there_is_never_counted()
    {
        Options = Options with { Latency = Latency.Create(request => request.Number == 1 ? Seconds(2) : TimeSpan.Zero) };
        using var cancellation = new CancellationTokenSource();
        _ = SendAsync(HttpMethod.Get, "tasks/upload/1", cancellationToken: cancellation.Token);
        cancellation.Cancel();
        Advance(10);

        Assert.Null(Simulator.Requests[0].ArrivedAt);
        Assert.Equal("89", Header(Get("tasks/upload/1"), "X-RateLimit-Remaining"));
    }

    [Fact]
    public void A_token_that_is_cancelled_already_sends_nothing_to_the_service()
    {
        Task<HttpResponseMessage> answer = SendAsync(HttpMethod.Get, "me", cancellationToken: new CancellationToken(canceled: true));

        Assert.True(answer.IsCanceled);
        Assert.Null(Simulator.Requests[0].ArrivedAt);
    }

    private static TimeSpan[] Draw(Latency latency)
    {
        var test = new LatencyTests { Options = new LobstrSimulatorOptions { Latency = latency } };
        for (int i = 0; i < 100; i++)
        {
            Task<HttpResponseMessage> answer = test.GetAsync("me");
            test.Advance(10);
            Ended(answer);
        }

        return [.. test.Simulator.Requests.Select(request => request.EndedAt!.Value - request.SentAt)];
    }
}

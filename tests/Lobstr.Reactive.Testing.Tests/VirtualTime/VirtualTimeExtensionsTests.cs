using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class VirtualTimeExtensionsTests : SimulatorTest
{
    [Fact]
    public void The_clock_is_advanced_until_the_task_has_completed_and_no_further()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(2)) };
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(1)).StaysInProgress());
        using LobstrClient client = Simulator.CreateClient();
        Clock.Schedule(Seconds(3), () => { });

        UploadStatus status = Clock.AdvanceUntilCompleted(client.Uploads.GetStatusAsync(id));

        Assert.Equal(UploadState.Progress, status.State);
        Assert.Equal(Seconds(2), Simulator.Elapsed);
    }

    [Fact]
    public void A_whole_watch_can_be_waited_for_under_any_context()
    {
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(100)).Succeeds());
        using LobstrClient client = Simulator.CreateClient();
        UploadStatus? last = null;

        new HostileSynchronizationContext().Run(() => last = Clock.AdvanceUntilCompleted(client.Uploads.Watch(id).LastAsync().ToTask()));

        Assert.Equal(UploadState.Success, last?.State);
        Assert.Equal(Seconds(100), Simulator.Elapsed);
    }

    [Fact]
    public void What_the_task_throws_is_thrown()
    {
        using LobstrClient client = Simulator.CreateClient();

        Assert.Throws<UploadNotFoundException>(() => Clock.AdvanceUntilCompleted(client.Uploads.GetStatusAsync("1")));
    }

    [Fact]
    public void A_task_that_has_completed_needs_no_time()
    {
        Clock.Schedule(Seconds(1), () => { });

        Assert.Equal(7, Clock.AdvanceUntilCompleted(Task.FromResult(7)));
        Assert.Equal(DateTimeOffset.MinValue, Clock.Now);
    }

    [Fact]
    public void A_task_that_waits_for_something_else_says_what_may_be_wrong()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Clock.AdvanceUntilCompleted(new TaskCompletionSource<int>().Task));

        Assert.Contains("within 30.00:00:00 of virtual time", error.Message, StringComparison.Ordinal);
        Assert.Contains("another scheduler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_that_never_ends_ends_at_the_limit()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());
        using LobstrClient client = Simulator.CreateClient();

        Assert.Throws<InvalidOperationException>(
            () => Clock.AdvanceUntilCompleted(client.Uploads.Watch(id).LastAsync().ToTask(), limit: TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.FromMinutes(1), Simulator.Elapsed);
    }

    [Fact]
    public void A_task_without_a_result_ends_at_the_limit_too()
    {
        Assert.Throws<InvalidOperationException>(() => Clock.AdvanceUntilCompleted(new TaskCompletionSource().Task, limit: Seconds(5)));
        Assert.Equal(Seconds(5), Clock.Now - DateTimeOffset.MinValue);
    }

    [Fact]
    public void Inside_an_action_there_is_no_waiting()
    {
        Exception? error = null;
        Clock.Schedule(() => error = Record.Exception(() => Clock.AdvanceUntilCompleted(new TaskCompletionSource<int>().Task)));
        Clock.Start();

        Assert.Contains("running already", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_is_more_than_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock.AdvanceUntilCompleted(Task.FromResult(1), TimeSpan.Zero));

    [Fact]
    public void An_app_that_awaits_stays_on_the_clock_whatever_context_is_current()
    {
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(100)).Succeeds());
        using LobstrClient client = Simulator.CreateClient();
        var context = new HostileSynchronizationContext();
        int polls = 0;

        context.Run(() =>
        {
            polls = Clock.AdvanceUntilCompleted(() => AskUntilTheEndAsync(client, id));
            Assert.Same(context, SynchronizationContext.Current);
        });

        Assert.Equal(11, polls);
        Assert.Equal(Seconds(100), Simulator.Elapsed);
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public void An_app_without_a_result_too()
    {
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(100)).Succeeds());
        using LobstrClient client = Simulator.CreateClient();

        new HostileSynchronizationContext().Run(() => Clock.AdvanceUntilCompleted(async () => { await AskUntilTheEndAsync(client, id); }));

        Assert.Equal(Seconds(100), Simulator.Elapsed);
    }

    [Fact]
    public void The_context_comes_back_when_the_app_fails()
    {
        var context = new HostileSynchronizationContext();
        context.Run(() =>
        {
            Assert.Throws<NotSupportedException>(() => Clock.AdvanceUntilCompleted(() => (Task)Task.FromException<int>(new NotSupportedException())));
            Assert.Throws<NotSupportedException>(() => Clock.AdvanceUntilCompleted(Task<int> () => throw new NotSupportedException()));
            Assert.Throws<InvalidOperationException>(() => Clock.AdvanceUntilCompleted(() => new TaskCompletionSource().Task, Seconds(5)));
            Assert.Same(context, SynchronizationContext.Current);
        });
        Assert.Equal(Seconds(5), Clock.Now - DateTimeOffset.MinValue);
    }

    [Fact]
    public void An_app_that_was_started_under_a_context_is_told_what_has_become_of_it()
    {
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(100)).Succeeds());
        using LobstrClient client = Simulator.CreateClient();

        new HostileSynchronizationContext().Run(() =>
        {
            var error = Assert.Throws<InvalidOperationException>(
                () => Clock.AdvanceUntilCompleted(AskUntilTheEndAsync(client, id), TimeSpan.FromMinutes(10)));

            Assert.Contains("within 00:10:00 of virtual time", error.Message, StringComparison.Ordinal);
            Assert.Contains(nameof(HostileSynchronizationContext), error.Message, StringComparison.Ordinal);
            Assert.Contains("AdvanceUntilCompleted(() => app.RunAsync())", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_function_without_a_task_is_a_mistake()
    {
        Assert.Throws<ArgumentNullException>(() => Clock.AdvanceUntilCompleted((Func<Task>)null!));
        Assert.Contains("no task", Assert.Throws<InvalidOperationException>(() => Clock.AdvanceUntilCompleted(() => (Task)null!)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock.AdvanceUntilCompleted(() => Task.FromResult(1), TimeSpan.Zero));
    }

    [Fact]
    public void An_app_is_not_started_inside_an_action()
    {
        Exception? error = null;
        bool isStarted = false;
        Clock.Schedule(() => error = Record.Exception(() => Clock.AdvanceUntilCompleted(() => Task.FromResult(isStarted = true))));
        Clock.Start();

        Assert.Contains("running already", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
        Assert.False(isStarted);
    }

    // As apps are written: nothing here says where to go on.
    private async Task<int> AskUntilTheEndAsync(LobstrClient client, string id)
    {
        for (int polls = 1; ; polls++)
        {
            if ((await client.Uploads.GetStatusAsync(id)).IsTerminal)
                return polls;
            await Observable.Timer(Seconds(10), Clock);
        }
    }
}

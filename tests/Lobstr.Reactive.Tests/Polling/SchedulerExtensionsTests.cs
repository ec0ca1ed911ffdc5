using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>A scheduler that refuses work is told from work that throws, also if both bring the same exception.</summary>
public class SchedulerExtensionsTests
{
    private static readonly InvalidOperationException Error = new("of the action");

    [Fact]
    public void What_an_action_throws_that_is_run_at_once_leaves_the_call()
    {
        Assert.Same(Error, Throws(ImmediateScheduler.Instance));
        // Another one within an action.
        Assert.Same(Error, Record.Exception(() => ImmediateScheduler.Instance.TrySchedule(
            0, TimeSpan.Zero, _ => ImmediateScheduler.Instance.TrySchedule(0, TimeSpan.Zero, _ => throw Error, out var _), out var _)));
    }

    [Fact]
    public void A_refusal_with_an_exception_that_an_action_threw_before_is_a_refusal()
    {
        Throws(ImmediateScheduler.Instance);

        Assert.Same(Error, new Refusing().TrySchedule(0, TimeSpan.Zero, _ => { }, out IDisposable? timer));
        Assert.Null(timer);
    }

    [Fact]
    public void So_is_one_with_what_an_action_threw_that_was_run_later()
    {
        TestScheduler scheduler = new();
        Assert.Null(scheduler.TrySchedule(0, TimeSpan.FromSeconds(1), _ => throw Error, out IDisposable? _));
        Assert.Same(Error, Record.Exception(scheduler.Start));

        Assert.Same(Error, new Refusing().TrySchedule(0, TimeSpan.Zero, _ => { }, out IDisposable? _));
    }

    private static Exception? Throws(IScheduler scheduler) =>
        Record.Exception(() => scheduler.TrySchedule(0, TimeSpan.Zero, _ => throw Error, out IDisposable? _));

    private sealed class Refusing() : SchedulerOver(ImmediateScheduler.Instance)
    {
        protected override void OnScheduling(TimeSpan? dueTime) => throw Error;
    }
}

using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>A scheduler that refuses work is told from work that throws, also if both bring the same exception.</summary>
public class SchedulerExtensionsTests
{
    private readonly RefusingScheduler _refusing = new(ImmediateScheduler.Instance) { Refuses = _ => true };

    private InvalidOperationException Error => _refusing.Refusal;

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

        Assert.Same(Error, _refusing.TrySchedule(0, TimeSpan.Zero, _ => { }, out IDisposable? timer));
        Assert.Null(timer);
    }

    [Fact]
    public void A_refusal_with_an_exception_that_an_action_threw_later_is_a_refusal()
    {
        TestScheduler scheduler = new();
        Assert.Null(scheduler.TrySchedule(0, TimeSpan.FromSeconds(1), _ => throw Error, out IDisposable? _));
        Assert.Same(Error, Record.Exception(scheduler.Start));

        Assert.Same(Error, _refusing.TrySchedule(0, TimeSpan.Zero, _ => { }, out IDisposable? _));
    }

    private Exception? Throws(IScheduler scheduler) =>
        Record.Exception(() => scheduler.TrySchedule(0, TimeSpan.Zero, _ => throw Error, out IDisposable? _));
}

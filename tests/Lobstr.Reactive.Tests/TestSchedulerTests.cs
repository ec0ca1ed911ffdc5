using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>The TestScheduler of Microsoft.Reactive.Testing runs on the System.Reactive that the library is built on.</summary>
public class TestSchedulerTests : ReactiveTest
{
    [Fact]
    public void TestScheduler_drives_the_operators_of_System_Reactive()
    {
        TestScheduler scheduler = new();

        ITestableObserver<long> seen = scheduler.Start(
            () => Observable.Interval(TimeSpan.FromTicks(10), scheduler).Take(2), created: 0, subscribed: 100, disposed: 1000);

        seen.Messages.AssertEqual(OnNext(110, 0L), OnNext(120, 1L), OnCompleted<long>(120));
    }

    [Fact]
    public void TestScheduler_is_the_same_IScheduler_as_the_librarys() =>
        Assert.Same(typeof(Scheduler).Assembly, typeof(TestScheduler).GetInterface(nameof(IScheduler))?.Assembly);

    [Fact]
    public void Hot_observables_and_their_subscriptions_are_its_own()
    {
        TestScheduler scheduler = new();
        ITestableObservable<int> source = scheduler.CreateHotObservable(OnNext(150, 1), OnNext(250, 2), OnCompleted<int>(300));

        ITestableObserver<int> seen = scheduler.Start(() => source.Select(number => number * 10));

        seen.Messages.AssertEqual(OnNext(250, 20), OnCompleted<int>(300));
        source.Subscriptions.AssertEqual(Subscribe(200, 300));
    }
}

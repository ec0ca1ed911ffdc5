using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>The bridge brings the real TestScheduler to the System.Reactive that the library is built on.</summary>
public class BridgeTests : ReactiveTest
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
}

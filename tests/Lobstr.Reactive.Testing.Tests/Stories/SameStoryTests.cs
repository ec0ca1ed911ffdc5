using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>The same story is the same every time, to the tick.</summary>
public sealed class SameStoryTests
{
    [Fact]
    public void Everything_happens_in_it()
    {
        IReadOnlyList<string> story = Historical();

        Assert.All(
            [
                "good: SUCCESS", "bad: UploadFailedException", "late: SUCCESS", "never: UploadNotFoundException", "odd: RETRY",
                "lost: UploadTimeoutException", "job: SUCCESS", "job: 100 %, 250 rows", " bytes", "job: completed", "given up: PROGRESS",
                "event: RetryScheduled", "event: BudgetPaused",
                "(status 502)", "(connection reset)", "(truncated body)", "(status 200)", "(hang)", "(connection refused)", "(status 503)",
                "POST tasks/upload ->", "POST runs -> 429 (status 429)", "GET results?",
            ],
            part => Assert.Contains(story, line => line.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_thousand_times()
    {
        string first = string.Join('\n', Historical());

        for (int i = 1; i < 1_000; i++) Assert.Equal(first, string.Join('\n', Historical()));
    }

    [Fact]
    public void Under_a_hostile_context_it_is_the_same()
    {
        string first = string.Join('\n', Historical());
        var context = new HostileSynchronizationContext();

        context.Run(() =>
        {
            for (int i = 0; i < 100; i++) Assert.Equal(first, string.Join('\n', Historical()));
        });

        Assert.Equal(0, context.Posts);
    }

    // Another story than on other clocks: a TestScheduler spends a tick on each piece of work.
    [Fact]
    public void On_a_TestScheduler_it_is_the_same_every_time()
    {
        string first = string.Join('\n', OnTestScheduler());

        for (int i = 1; i < 100; i++) Assert.Equal(first, string.Join('\n', OnTestScheduler()));
    }

    private static IReadOnlyList<string> Historical()
    {
        var clock = new HistoricalScheduler();
        return Story.Play(clock, () => clock.AdvanceBy(TimeSpan.FromHours(1)));
    }

    private static IReadOnlyList<string> OnTestScheduler()
    {
        var clock = new TestScheduler();
        return Story.Play(clock, () => clock.AdvanceTo(TimeSpan.FromHours(1).Ticks));
    }
}

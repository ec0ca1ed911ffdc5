using NUnit.Framework;

namespace Lobstr.Reactive.Runners;

public sealed class StoryTests
{
    public static IEnumerable<object[]> Runs => Story.Runs;

    [TestCaseSource(nameof(Runs))]
    public void An_app_that_awaits_stays_on_the_virtual_clock(int run)
    {
        Assert.That(run, Is.Not.Zero);
        Story.Tell();
    }

    [TestCaseSource(nameof(Runs))]
    public async Task An_app_stays_on_the_virtual_clock_in_a_test_that_awaits(int run)
    {
        Assert.That(run, Is.Not.Zero);
        await Task.Yield();
        Story.Tell();
    }
}

using Xunit;

namespace Lobstr.Reactive.Runners;

public sealed class StoryTests
{
    public static IEnumerable<object[]> Runs => Story.Runs;

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_app_that_awaits_stays_on_the_virtual_clock(int run)
    {
        Assert.NotEqual(0, run);
        Story.Tell();
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task An_app_stays_on_the_virtual_clock_in_a_test_that_awaits(int run)
    {
        Assert.NotEqual(0, run);
        await Task.Yield();
        Story.Tell();
    }
}

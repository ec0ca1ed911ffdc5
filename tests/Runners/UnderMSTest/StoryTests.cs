namespace Lobstr.Reactive.Runners;

[TestClass]
public sealed class StoryTests
{
    public static IEnumerable<object[]> Runs => Story.Runs;

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void An_app_that_awaits_stays_on_the_virtual_clock(int run)
    {
        Assert.AreNotEqual(0, run);
        Story.Tell();
    }

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public async Task An_app_stays_on_the_virtual_clock_in_a_test_that_awaits(int run)
    {
        Assert.AreNotEqual(0, run);
        await Task.Yield();
        Story.Tell();
    }
}

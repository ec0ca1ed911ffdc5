namespace Lobstr.Reactive.Tests;

/// <summary>How many requests of a waiting client are before somebody else's: those that became due earlier, if they became due one after another.</summary>
public class WaitingClientTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(10);

    [Theory]
    // Half of the time from the first one until now has passed without the other one: half of the other four are before it.
    [InlineData(0, 5, 5, 3)]
    [InlineData(2, 5, 5, 2.5)]
    // Only the first one is: no other has been due for longer, or there is none.
    [InlineData(0, 5, 0, 1)]
    [InlineData(0, 1, 5, 1)]
    [InlineData(0, 0, 5, 1)]
    // All of them are.
    [InlineData(0, 5, 10, 5)]
    [InlineData(10, 5, 10, 1)]
    [InlineData(0, 5, 12, 5)]
    public void The_share_of_its_requests_is_the_share_of_the_time(double since, int due, double other, double before)
    {
        var waiting = new WaitingClient("one", TimeSpan.FromSeconds(since), due, Comes: TimeSpan.FromSeconds(60));

        Assert.Equal(before, waiting.Before(TimeSpan.FromSeconds(other), Now), precision: 6);
    }
}

namespace Lobstr.Reactive.Tests;

/// <summary>How many requests of a waiting client are before somebody else's: those that became due earlier, if they became due one after another.</summary>
public class WaitingClientTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(10);

    [Theory]
    // The other one became due in the middle of the time since the first of the five: half of the four after it were due by then.
    [InlineData(0, 5, 5, 3)]
    // After three of the eight seconds: three eighths of the four.
    [InlineData(2, 5, 5, 2.5)]
    // At the same instant as the first, or there is but one.
    [InlineData(0, 5, 0, 1)]
    [InlineData(0, 1, 5, 1)]
    [InlineData(0, 0, 5, 1)]
    // Now, or later: all are before it.
    [InlineData(0, 5, 10, 5)]
    [InlineData(0, 5, 12, 5)]
    // The first became due only now: nothing else is before the other one.
    [InlineData(10, 5, 10, 1)]
    public void The_share_of_its_requests_is_the_share_of_the_time(double since, int due, double other, double before)
    {
        var waiting = new WaitingClient("one", TimeSpan.FromSeconds(since), due, Comes: TimeSpan.FromSeconds(60));

        Assert.Equal(before, waiting.Before(TimeSpan.FromSeconds(other), Now), precision: 6);
    }
}

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>How long a retry is believed to be under way.</summary>
public sealed class RetriesUnderWayTests
{
    private readonly RetriesUnderWay _retries = new(patience: At(30));

    [Fact]
    public void Each_counts_until_its_request_should_have_been_answered()
    {
        _retries.Add("a", delay: At(10), now: At(5));
        _retries.Add("b", delay: At(20), now: At(5));
        _retries.Add("b", delay: At(30), now: At(5));

        Assert.Equal(2, _retries.CountAt(At(44.9)));
        Assert.Equal(1, _retries.CountAt(At(45)));
        Assert.Equal(0, _retries.CountAt(At(65)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData(null)]
    public void A_retry_that_has_ended_counts_no_more(string? id)
    {
        _retries.Add(id, delay: At(10), now: At(0));
        _retries.Add("other", delay: At(10), now: At(0));
        _retries.Remove(id);

        Assert.Equal(1, _retries.CountAt(At(0)));
    }

    [Fact]
    public void A_retry_whose_delay_never_ends_counts_for_ever()
    {
        _retries.Add("a", delay: TimeSpan.MaxValue, now: At(1));

        Assert.Equal(1, _retries.CountAt(TimeSpan.FromDays(10_000)));
    }

    [Fact]
    public void Of_many_those_that_have_lapsed_are_not_kept()
    {
        for (int i = 0; i < 1000; i++)
            _retries.Add($"{i}", delay: At(0), now: At(0));
        Assert.Equal(1000, _retries.CountAt(At(29)));
        _retries.Add("one more", delay: At(0), now: At(30));

        // To look back shows what is still kept.
        Assert.Equal(1, _retries.CountAt(At(0)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

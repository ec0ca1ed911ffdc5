namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What a shutdown waits for.</summary>
public sealed class ActiveCallsTests
{
    private readonly ActiveCalls _calls = new();

    [Fact]
    public void It_counts_what_has_begun_and_not_ended()
    {
        Assert.True(_calls.TryBegin());
        Assert.True(_calls.TryBegin());
        Assert.Equal(2, _calls.Count);

        _calls.End();
        Assert.Equal(1, _calls.Count);
    }

    [Fact]
    public void Whoever_closes_it_waits_for_the_last_one_and_no_more_begin()
    {
        _calls.TryBegin();
        Assert.False(_calls.IsClosed);
        Task first = _calls.CloseAsync();
        Task second = _calls.CloseAsync();

        Assert.True(_calls.IsClosed);
        Assert.False(_calls.TryBegin());
        Assert.False(first.IsCompleted || second.IsCompleted);
        _calls.End();
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
    }
}

namespace Lobstr.Reactive.Testing.Tests;

public sealed class RunScriptTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_script_tells_its_story()
    {
        string story = RunScript.NotFound(Second).Pending(Second).Running(Second, results: 3).Paused(Second).Running(Second).Uploading(Second).Succeeds().ToString();

        Assert.Equal(
            "not found from 00:00:00, pending from 00:00:01, running from 00:00:02, paused from 00:00:03, running from 00:00:04, uploading from 00:00:05, done from 00:00:06",
            story);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void A_script_that_goes_backwards_or_on_for_ever_says_where(long ticks)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => RunScript.Running(Second).Paused(TimeSpan.FromTicks(ticks)));

        Assert.Contains("paused begins at 00:00:01", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_not_taken_back() => Assert.Throws<ArgumentOutOfRangeException>(() => RunScript.Running(Second, results: -1));

    [Fact]
    public void An_export_is_not_ready_before_the_run_is_done() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RunScript.Running(Second).Succeeds(exportAfter: -Second));

    [Fact]
    public void A_beginning_can_be_used_again()
    {
        RunScriptBuilder beginning = RunScript.Pending(Second);

        Assert.Equal("pending from 00:00:00, done from 00:00:01", beginning.Succeeds().ToString());
        Assert.Equal("pending from 00:00:00, error from 00:00:01", beginning.Fails().ToString());
        Assert.Equal("pending from 00:00:00, aborted from 00:00:01", beginning.Aborts().ToString());
        Assert.Equal("pending from 00:00:00, ? from 00:00:01", beginning.StaysIn("?").ToString());
    }

    [Fact]
    public void A_script_can_be_over_before_it_has_begun()
    {
        Assert.Equal("error from 00:00:00", RunScript.Fails().ToString());
        Assert.Equal("pending from 00:00:00", RunScript.StaysPending().ToString());
        Assert.EndsWith("done from 00:00:00", RunScript.Succeeds(5).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => RunScript.Status(null!, Second));
        Assert.Throws<ArgumentNullException>(() => RunScript.Pending(Second).StaysIn(null!));
        Assert.Throws<ArgumentNullException>(() => RunScript.Typical(null!));
    }
}

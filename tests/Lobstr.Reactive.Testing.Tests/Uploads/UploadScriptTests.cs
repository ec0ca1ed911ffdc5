namespace Lobstr.Reactive.Testing.Tests;

public sealed class UploadScriptTests : SimulatorTest
{
    [Fact]
    public void A_script_that_goes_backwards_in_time_says_where()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => UploadScript.Pending(Seconds(3)).Progress(Seconds(-1)));

        Assert.Contains("backwards in time", error.Message, StringComparison.Ordinal);
        Assert.Contains("PROGRESS begins at 00:00:03", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_lasts_longer_than_time_says_so() =>
        Assert.Contains(
            "longer than a TimeSpan",
            Assert.Throws<ArgumentOutOfRangeException>(() => UploadScript.Pending(TimeSpan.MaxValue).NotFound(Seconds(1))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_beginning_of_a_script_can_be_used_again()
    {
        UploadScriptBuilder beginning = UploadScript.Pending(Seconds(1));
        string success = Simulator.AddUpload(beginning.Succeeds());
        string failure = Simulator.AddUpload(beginning.Progress(Seconds(1)).Fails());

        Advance(1);
        Assert.Contains("SUCCESS", Poll(success), StringComparison.Ordinal);
        Assert.Contains("PROGRESS", Poll(failure), StringComparison.Ordinal);
    }

    [Fact]
    public void One_script_serves_many_uploads_each_from_its_own_beginning()
    {
        UploadScript script = UploadScript.Pending(Seconds(2)).Fails();
        string first = Simulator.AddUpload(script);
        Advance(1);
        string second = Simulator.AddUpload(script);
        Advance(1);

        Assert.Contains("FAILURE", Poll(first), StringComparison.Ordinal);
        Assert.Contains(second, Poll(second), StringComparison.Ordinal);
        Assert.Contains("PENDING", Poll(second), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_tells_its_story() => Assert.Equal(
        "not found from 00:00:00, PENDING from 00:00:05, RETRY from 00:00:06, FAILURE from 00:01:06",
        UploadScript.NotFound(Seconds(5)).Pending(Seconds(1)).State("RETRY", Seconds(60)).Fails().ToString());

    [Fact]
    public void A_typical_life_counts_the_first_half_before_the_end()
    {
        string id = Simulator.AddUpload(UploadScript.Typical(Seconds(8), new UploadMeta { Valid = 9, Inserted = 6, Duplicates = 3, Invalid = 5 }));

        Assert.Contains("PENDING", Poll(id), StringComparison.Ordinal);
        Advance(1);
        Assert.Contains("\"PROGRESS\",\"meta\":null", Poll(id), StringComparison.Ordinal);
        Advance(4);
        Assert.Contains("\"PROGRESS\",\"meta\":{\"duplicates\":1,\"inserted\":3,\"invalid\":2,\"valid\":4}", Poll(id), StringComparison.Ordinal);
        Advance(3);
        Assert.Contains("\"SUCCESS\",\"meta\":{\"duplicates\":3,\"inserted\":6,\"invalid\":5,\"valid\":9}", Poll(id), StringComparison.Ordinal);
    }
}

namespace Lobstr.Reactive.Testing.Tests;

public sealed class FreePlanTests : RunTest
{
    private const string Warning = "Export limit reached - only 50 results returned. Upgrade your plan to get all of them.";

    public FreePlanTests() => Options = Options with { FreePlanLimit = 50, ResultRateLimit = null };

    [Theory]
    [InlineData("run=r&limit=100", 50, Warning)]
    [InlineData("run=r", 50, Warning)]
    [InlineData("run=r&limit=30", 30, null)]
    [InlineData("run=r&limit=30&page=2", 20, Warning)]
    [InlineData("run=r&limit=30&page=3", 0, Warning)]
    public void A_list_is_cut_whatever_its_total_says_and_carries_a_warning(string query, int rows, string? warning)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 120));

        var page = Json(Get("results?" + query));

        Assert.Equal(rows, page["data"]!.AsArray().Count);
        Assert.Equal("120", Fields(page, "total_results"));
        Assert.Equal(warning, (string?)page["warning"]);
        Assert.Equal(warning is null, page["next"] is not null);
    }

    [Fact]
    public void A_list_that_is_short_enough_is_whole()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 50));

        Assert.False(Json(Get("results?run=r")).ContainsKey("warning"));
    }

    [Fact]
    public void A_limit_that_makes_no_sense_is_refused()
    {
        Options = Options with { FreePlanLimit = -1 };

        Assert.Contains("FreePlanLimit", Assert.Throws<ArgumentOutOfRangeException>(() => Simulator).Message, StringComparison.Ordinal);
    }
}

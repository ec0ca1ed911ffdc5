namespace Lobstr.Reactive.Testing.Tests;

public sealed class AccountTests : RunTest
{
    [Fact]
    public void Whoever_has_a_key_is_somebody_and_has_credit()
    {
        Assert.Equal("user@example.com false []", Fields(Json(Get("me")), "email", "is_staff", "plan"));
        Assert.Equal("10000 12.5", Fields(Json(Get("user/balance")), "available", "consumed"));
        Assert.Equal(401, (int)Ended(SendAsync(HttpMethod.Get, "me", key: null)).StatusCode);
    }

    [Fact]
    public void Squids_are_those_of_the_options_and_those_that_were_used()
    {
        Options = Options with { Squids = new Dictionary<string, string> { ["My squid"] = "s1" } };
        Upload("n\n1\n", squid: "s2");
        StartedId("s3");
        StartedId("s1");

        Assert.Equal(["My squid s1 1", "Squid s2 s2 0", "Squid s3 s3 1"], Squids("limit=50&page=1"));
        Assert.Equal(["Squid s3 s3 1"], Squids("limit=2&page=2"));
        Assert.Equal("3 2 2", Fields(Json(Get("squids?limit=2&page=2")), "total_results", "page", "total_pages"));
        Assert.Empty(Squids("page=2147483647"));
        Says("ParamsInvalid", "page", Get("squids?page=0"));
        Says("ParamsInvalid", "limit", Get("squids?limit=x"));
    }

    [Fact]
    public void Squids_have_a_budget_of_their_own() => Assert.Equal("119", Header(Get("squids"), "X-RateLimit-Remaining"));

    private IEnumerable<string> Squids(string query) =>
        Json(Get("squids?" + query))["data"]!.AsArray().Select(squid => Fields(squid!.AsObject(), "name", "id", "total_runs"));
}

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
    public void A_balance_is_answered_whole_and_can_be_said()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero), Balance = new SimulatedBalance { Available = 100, BonusCredit = 5, HasUnpaidBill = true } };
        string[] fields =
            ["object", "name", "available", "consumed", "bonus_credit", "rollover_credit", "used_slots", "total_available_slots", "has_unpaid_bill", "reset_time", "interval"];

        Assert.Equal("plan Professional 100 12.5 5 0 1 5 true 2027-01-01T00:00:00Z monthly", Fields(Json(Get("user/balance")), fields));
        Simulator.Balance = new SimulatedBalance { Plan = null, RolloverCredit = 1, UsedSlots = 2, TotalSlots = 3, ResetsAt = new DateTimeOffset(2027, 2, 1, 1, 0, 0, TimeSpan.FromHours(1)), Interval = "daily" };
        Assert.Equal("plan null 10000 12.5 0 1 2 3 false 2027-02-01T00:00:00Z daily", Fields(Json(Get("user/balance")), fields));
        Assert.Throws<ArgumentNullException>(() => Simulator.Balance = null!);
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

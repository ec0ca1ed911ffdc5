namespace Lobstr.Reactive.Testing.Tests;

public sealed class RunRefusalTests : RunTest
{
    [Theory]
    [InlineData(RunRefusal.NotEnoughBalance, "NotEnoughBalance")]
    [InlineData(RunRefusal.NoActiveSubscription, "NoActiveSubscription")]
    [InlineData(RunRefusal.UsageLimitExceeded, "UsageLimitExceeded")]
    [InlineData(RunRefusal.SlotsLimitExceeded, "SlotsLimitExceeded")]
    [InlineData(RunRefusal.ConcurrencyLimitExceeded, "ConcurrencyLimitExceeded")]
    [InlineData(RunRefusal.NoTasksPresent, "NoTasksPresent")]
    [InlineData(RunRefusal.SquidNotReady, "SquidNotReady")]
    [InlineData(RunRefusal.PremiumModule, "PremiumModule")]
    [InlineData(RunRefusal.ModuleUnavailable, "ModuleUnavailable")]
    [InlineData(RunRefusal.ModuleRestricted, "ModuleRestricted")]
    [InlineData(RunRefusal.RunInProgress, "validation_error")]
    public void The_next_start_is_refused_and_the_one_after_it_is_not(RunRefusal reason, string type)
    {
        Simulator.ScriptNextRun(RunScript.StaysPending());
        Simulator.RefuseNextRun(reason);

        Says(type, "squid", Start());
        Assert.Equal("pending", Fields(Run(StartedId()), "status"));
        Advance(1_000);
        Assert.Equal("pending", Fields(Run(Simulator.Runs[0].Id), "status"));
    }

    [Fact]
    public void There_are_no_other_reasons() => Assert.Throws<ArgumentOutOfRangeException>(() => Simulator.RefuseNextRun((RunRefusal)99));

    [Fact]
    public void Without_credit_nothing_starts()
    {
        Options = Options with { Balance = new SimulatedBalance { Available = 100, Consumed = 100 } };

        Says("NotEnoughBalance", "squid", Start());
        Simulator.Balance = Simulator.Balance with { Available = 101 };
        Assert.Equal(200, (int)Start().StatusCode);
    }

    [Fact]
    public void A_squid_without_tasks_starts_if_nothing_else_is_said() => Assert.Equal("pending", Fields(Run(StartedId()), "status"));

    [Fact]
    public void A_squid_without_tasks_may_end_at_once_unless_its_run_has_a_script()
    {
        Options = Options with { TasklessRuns = TasklessRuns.EndAtOnce };

        Assert.Equal("done true 0", Fields(Json(Start()), "status", "is_done", "total_results"));
        Simulator.ScriptNextRun(RunScript.StaysPending());
        Assert.Equal("pending", Fields(Json(Start()), "status"));
    }

    [Fact]
    public void A_squid_without_tasks_may_be_refused_until_it_has_some()
    {
        Options = Options with { TasklessRuns = TasklessRuns.AreRefused };

        Says("NoTasksPresent", "squid", Start());
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Upload("url\nhttps://example.com\n");
        Assert.Equal(200, (int)Start().StatusCode);
    }

    [Fact]
    public void A_squid_that_nobody_has_made_may_be_refused_everything()
    {
        Options = Options with { TakesUnknownSquids = false, ExplainUnknownIds = false, Squids = new Dictionary<string, string> { ["Mine"] = "mine" } };
        string unknown = """404 {"error":{"message":"Squid not found","type":"not_found_error","param":"squid_hash"}}""";

        Assert.Equal(unknown, Line(Start()));
        Assert.Equal(unknown, Line(Upload("url\n1\n")));
        Assert.Equal(unknown, Line(PostTo("tasks", $$"""{"squid":"{{Squid}}","tasks":[{"url":"1"}]}""")));
        Assert.Equal(unknown, Line(Get("tasks?squid=" + Squid)));
        Assert.Equal(unknown, Line(Get("runs?squid=" + Squid)));
        Assert.Equal(unknown, Line(Get("results?squid=" + Squid)));
        Assert.Empty(Simulator.Uploads);
        Assert.Equal(200, (int)Start("mine").StatusCode);
        Assert.Equal(200, (int)Upload("url\n1\n", squid: "mine").StatusCode);
    }
}

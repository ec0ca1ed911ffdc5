namespace Lobstr.Reactive.Tests;

/// <summary>What a client says of its budgets, without a request.</summary>
public class BudgetUsageTests
{
    [Fact]
    public void Every_family_that_has_a_limit_of_its_own_is_told_with_its_cap_and_its_window()
    {
        using ClientRun run = new(options => options with { SquidRequestsPerMinute = null });

        Assert.Equal(
            ["tasks 90 60", "runs 120 60", "results 2 1", "squids  60", "runtasks 90 60"],
            run.Client.GetUsage().Select(usage => $"{usage.Family} {usage.Cap} {usage.Window.TotalSeconds}"));
        Assert.Empty(run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_request_uses_a_permit_until_a_window_after_its_end()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Success, after: 3);
        run.WatchTo(1);
        BudgetUsage during = Tasks(run);
        run.RunTo(62);
        BudgetUsage after = Tasks(run);
        run.RunTo(64);

        Assert.Equal((1, 1, 0), (during.InFlight, during.UsedInWindow, during.Waiting));
        Assert.Equal((0, 1, 0), (after.InFlight, after.UsedInWindow, after.Waiting));
        Assert.Equal(0, Tasks(run).UsedInWindow);
    }

    [Fact]
    public void A_request_without_a_cap_is_counted_all_the_same()
    {
        using ClientRun run = new(options => options with { TaskRequestsPerMinute = null });
        run.Service.Answers(200, ClientRun.Success);
        run.WatchTo(1);

        Assert.Equal((null, 1), (Tasks(run).Cap, Tasks(run).UsedInWindow));
    }

    [Fact]
    public void A_pause_is_told_with_its_end_and_its_reason_and_so_is_who_waits()
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", "30")).Answers(200, ClientRun.Success);
        run.WatchTo(10);
        BudgetUsage during = Tasks(run);
        run.RunTo(31);

        Assert.Equal(run.Scheduler.Now.AddSeconds(-1), during.PausedUntil!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Contains("429", during.PauseReason, StringComparison.Ordinal);
        Assert.Equal(1, during.Waiting);
        Assert.Equal((null, null), (Tasks(run).PausedUntil, Tasks(run).PauseReason));
    }

    [Fact]
    public void A_window_that_is_used_up_is_told_as_a_pause()
    {
        using ServiceRun run = new(new() { TaskRateLimit = Testing.RateLimit.PerMinute(1) });
        run.WatchTo(10, Testing.UploadScript.StaysPending());
        BudgetUsage tasks = run.Client.GetUsage()[0];

        Assert.Equal(1, tasks.Waiting);
        Assert.Contains("used up", tasks.PauseReason, StringComparison.Ordinal);
        Assert.InRange((tasks.PausedUntil!.Value - run.Scheduler.Now).TotalSeconds, 49, 52);
    }

    private static BudgetUsage Tasks(ClientRun run) => run.Client.GetUsage().Single(usage => usage.Family == "tasks");
}

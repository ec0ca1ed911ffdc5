using System.Reactive.Linq;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>A pause that another client was told of is kept by this one too, and told to whoever looks.</summary>
public class SharedPauseTests
{
    private const string Reason = "somebody had a 429";

    private static readonly WatchOptions Patient = new() { NotFoundGrace = TimeSpan.FromSeconds(5), Retry = RetryPolicy.None };

    [Fact]
    public void It_is_told_once_and_shown_until_it_ends()
    {
        // The answer in the middle of the pause is no news; the one at its end is another pause.
        StubSharedBudget shared = new StubSharedBudget()
            .Answers(Paused(retryAfter: 2, pausedFor: 5, Reason))
            .Answers(Paused(retryAfter: 3, pausedFor: 3, Reason))
            .Answers(Paused(retryAfter: 4, pausedFor: 4, Reason))
            .Grants();
        using ServiceRun run = Run(shared, out List<string> pauses);
        run.WatchTo(1, UploadScript.StaysPending());
        Assert.Equal((4.0, Reason), PauseIn(run));
        run.RunTo(6);
        Assert.Equal((3.0, Reason), PauseIn(run));
        run.RunTo(9);
        Assert.Equal((null, null), PauseIn(run));
        run.RunTo(10);

        run.Says("""
            0  subscribe
            0  asks
            2  asks
            5  asks
            9  asks
            9  GET /v1/tasks/upload/up-1
            9  returns permit-1: Accepted
            9  next PENDING
            """);
        Assert.Equal([$"0: 5 s, {Reason}", $"5: 4 s, {Reason}"], pauses);
    }

    [Fact]
    public void To_wait_for_a_turn_is_no_pause()
    {
        using ServiceRun run = Run(new StubSharedBudget().Waits(5).Grants(), out List<string> pauses);
        run.WatchTo(6, UploadScript.StaysPending());

        Assert.Empty(pauses);
        Assert.Equal((null, null), PauseIn(run));
    }

    [Fact]
    public void A_pause_without_a_reason_is_told_as_a_429()
    {
        using ServiceRun run = Run(new StubSharedBudget().Pauses(5).Grants(), out List<string> pauses);
        run.WatchTo(1, UploadScript.StaysPending());

        Assert.Equal(["0: 5 s, the service has had too many requests (429)"], pauses);
        Assert.Equal((4.0, PauseReasons.Throttled), PauseIn(run));
    }

    [Fact]
    public void While_the_budget_is_out_of_reach_its_pause_is_not_kept()
    {
        StubSharedBudget shared = new StubSharedBudget().Answers(Paused(retryAfter: 1, pausedFor: 60, Reason)).Fails(new IOException("gone"));
        using ServiceRun run = Run(shared, out _);
        run.WatchTo(0.5, UploadScript.StaysPending());
        Assert.Equal((59.5, Reason), PauseIn(run));
        run.RunTo(1.5);

        Assert.Equal((null, null), PauseIn(run));
        Assert.Equal([1], run.Transcript.InstantsOf($"GET /v1/tasks/upload/{ServiceRun.Id}"));
    }

    [Theory]
    [InlineData(PauseReasons.Throttled, true)]
    [InlineData(Reason, true)]
    [InlineData(null, true)]
    [InlineData(PauseReasons.UsedUp, false)]
    [InlineData(PauseReasons.LeftToOthers, false)]
    public void Its_time_does_not_use_the_grace_up_if_somebody_was_refused(string? reason, bool isFound)
    {
        using ServiceRun run = Run(new StubSharedBudget().Grants().Pauses(60, reason).Grants(), out _);
        run.WatchTo(100, UploadScript.NotFound(TimeSpan.FromSeconds(63)).Succeeds(), Patient);

        Assert.Equal(isFound, run.Observer.Error is null);
        Assert.True(run.Observer.HasEnded);
    }

    [Fact]
    public void Once_the_budget_is_out_of_reach_time_uses_the_grace_up_again()
    {
        StubSharedBudget shared = new StubSharedBudget().Grants()
            .Answers(Paused(retryAfter: 1, pausedFor: 60, Reason)).Fails(new IOException("gone"));
        using ServiceRun run = Run(shared, out _);
        run.WatchTo(100, UploadScript.NeverFound, Patient);

        // One of the seconds was closed.
        Assert.Equal([0, 3, 5, 7], run.Transcript.InstantsOf($"GET /v1/tasks/upload/{ServiceRun.Id}"));
        Assert.IsType<UploadNotFoundException>(run.Observer.Error);
    }

    [Fact]
    public void What_the_client_was_told_itself_is_not_told_again()
    {
        // Its own 429 comes while the budget, which knows of it, is being asked for the next permit.
        StubSharedBudget shared = new StubSharedBudget().Grants().Answers(2, Paused(retryAfter: 8, pausedFor: 8, Reason)).Grants();
        using ServiceRun run = Run(shared, out List<string> pauses, new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        run.Service.Faults.OnRequest(1, Fault.Status(System.Net.HttpStatusCode.TooManyRequests).WithHeader("Retry-After", "10"));
        run.Service.AddUpload("up-2", UploadScript.StaysPending());
        run.Client.Uploads.Watch("up-2").Subscribe(_ => { }, _ => { });
        run.WatchTo(5, UploadScript.StaysPending());

        Assert.Equal(["1: 10 s, the service has had too many requests (429)"], pauses);
        // Its own ends at 11 s, the budget's at 10 s.
        Assert.Equal((6.0, PauseReasons.Throttled), PauseIn(run));
    }

    [Fact]
    public void While_its_own_pause_lasts_it_does_not_ask()
    {
        // The budget does not know of it yet, and says to come in a second.
        StubSharedBudget shared = new StubSharedBudget().Grants().Waits(1, after: 2).Grants();
        using ServiceRun run = Run(shared, out _, new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        run.Service.Faults.OnRequest(1, Fault.Status(System.Net.HttpStatusCode.TooManyRequests).WithHeader("Retry-After", "10"));
        run.Service.AddUpload("up-2", UploadScript.StaysPending());
        run.Client.Uploads.Watch("up-2").Subscribe(_ => { }, _ => { });
        run.WatchTo(11.5, UploadScript.StaysPending());

        Assert.Equal([0, 0, 11], run.Transcript.InstantsOf("  asks"));
    }

    private static SharedPermit Paused(double retryAfter, double pausedFor, string reason) => new()
    {
        RetryAfter = TimeSpan.FromSeconds(retryAfter),
        PausedFor = TimeSpan.FromSeconds(pausedFor),
        PauseReason = reason,
        Clients = 1,
    };

    private static (double? Seconds, string? Reason) PauseIn(ServiceRun run)
    {
        BudgetUsage usage = run.Client.GetUsage().Single(usage => usage.Family == "tasks");
        return (usage.PausedUntil is { } until ? Math.Round((until - run.Scheduler.Now).TotalSeconds, 2) : null, usage.PauseReason);
    }

    private static ServiceRun Run(StubSharedBudget shared, out List<string> pauses, LobstrSimulatorOptions? service = null)
    {
        ServiceRun run = new(service, options => options with { SharedBudget = shared });
        shared.Run = run;
        List<string> told = pauses = [];
        run.Client.Events.OfType<BudgetPaused>().Subscribe(pause => told.Add(
            FormattableString.Invariant($"{run.Transcript.Seconds:0.###}: {(pause.Until - pause.At).TotalSeconds:0.###} s, {pause.Reason}")));
        return run;
    }
}

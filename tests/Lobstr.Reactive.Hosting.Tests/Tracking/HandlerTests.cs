using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A handler is called at least once, again if it throws, and not again once its return is stored.</summary>
public sealed class HandlerTests
{
    [Fact]
    public void A_handler_that_throws_is_called_again_after_a_growing_delay()
    {
        using TrackingRig rig = new TrackingRig().Start().Observe();
        rig.Handler = (_, _) => rig.Handled.Count < 4 ? throw new InvalidOperationException("no credits") : Task.CompletedTask;
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(60);

        Assert.Equal(
        [
            "0  Sending",
            "0  Watching",
            "0  Succeeded SUCCESS",
            "0  handler Succeeded SUCCESS",
            "0  Succeeded SUCCESS: The handler has failed: no credits",
            "1  handler Succeeded SUCCESS: The handler has failed: no credits",
            "1  Succeeded SUCCESS: The handler has failed: no credits",
            "3  handler Succeeded SUCCESS: The handler has failed: no credits",
            "3  Succeeded SUCCESS: The handler has failed: no credits",
            "7  handler Succeeded SUCCESS: The handler has failed: no credits",
            "7  Succeeded SUCCESS, handled",
        ], rig.Transcript.Lines);
    }

    [Fact]
    public void A_handler_that_always_throws_waits_for_the_next_start_and_health_says_so()
    {
        using var rig = new TrackingRig();
        rig.Options.HandlerRetries = 3;
        rig.Handler = (_, _) => throw new InvalidOperationException("broken");
        rig.Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(2);
        TrackingHealth meanwhile = rig.Tracker.GetHealth();
        rig.Advance(24 * 3600);

        Assert.Equal((1, 0), (meanwhile.FailingHandlers, meanwhile.GivenUpHandlers));
        Assert.Equal(4, rig.Handled.Count);
        Assert.Equal((0, 1), (rig.Tracker.GetHealth().FailingHandlers, rig.Tracker.GetHealth().GivenUpHandlers));
        Assert.False(rig.Only.IsHandled);
        Assert.Contains("broken", rig.Only.LastError, StringComparison.Ordinal);
        Assert.Equal(
            ["HandlerFailed", "HandlerFailed", "HandlerFailed", "HandlerGivenUp"],
            rig.Log.Lines.Select(line => line.EventId.Name).Where(name => name!.StartsWith("Handler", StringComparison.Ordinal)));

        rig.Handler = (_, _) => Task.CompletedTask;
        rig.Kill().Start();
        rig.Advance(1);

        Assert.Equal(5, rig.Handled.Count);
        Assert.True(rig.Only.IsHandled);
        Assert.Null(rig.Only.LastError);
    }

    [Fact]
    public void A_rejected_upload_keeps_its_reason_when_its_handler_has_thrown_and_then_returned()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Handler = (_, _) => rig.Handled.Count < 2 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        rig.Simulator.Faults.OnRequest(1, Fault.Status(System.Net.HttpStatusCode.Forbidden));
        string? reason = rig.Send().LastError;
        rig.Advance(60);

        Assert.True(rig.Only.IsHandled);
        Assert.Equal(reason, rig.Only.LastError);
    }

    [Fact]
    public void A_handler_that_awaits_the_client_goes_on_in_virtual_time_whatever_context_is_current()
    {
        var context = new HostileSynchronizationContext();
        using var rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        // Without ConfigureAwait, as programs are written.
        rig.Handler = async (upload, cancellationToken) =>
        {
            Run run = await rig.Client.Runs.StartAsync(upload.SquidId!, cancellationToken);
            await rig.Client.Runs.GetAsync(run.Id, cancellationToken);
            rig.Transcript.Add("started");
        };
        context.Run(() =>
        {
            rig.Start();
            _ = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
            rig.Advance(10);
        });

        Assert.Equal(0, context.Posts);
        // A second to send, one to ask, and two for the handler.
        Assert.Equal([4], rig.Transcript.InstantsOf("started"));
        Assert.True(rig.Only.IsHandled);
    }

    [Fact]
    public void A_few_handlers_run_at_a_time()
    {
        using var rig = new TrackingRig();
        rig.Options.MaxConcurrentHandlers = 3;
        List<TaskCompletionSource> running = [];
        rig.Handler = (_, _) =>
        {
            running.Add(new TaskCompletionSource());
            return running[^1].Task;
        };
        rig.Start();
        foreach (int _ in Enumerable.Range(0, 5))
            rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.Succeeds())));
        rig.Advance(60);
        Assert.Equal(3, running.Count);
        running[0].SetResult();
        rig.Advance(1);
        Assert.Equal(4, running.Count);
        running[1].SetException(new InvalidOperationException("broken"));
        rig.Advance(0.5);
        Assert.Equal(5, running.Count);
    }

    [Fact]
    public void Without_a_handler_what_has_ended_is_handled()
    {
        using var rig = new TrackingRig { Handler = null };
        rig.Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(1);

        Assert.True(rig.Only.IsHandled);
    }

    [Fact]
    public void Handled_uploads_are_kept_for_seven_days_and_others_for_ever()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) }).Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send("succeeds");
        rig.Simulator.ScriptNextUpload(UploadScript.StaysPending());
        rig.Send("pends");
        rig.Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        rig.Simulator.Faults.Always(Fault.ConnectionReset, request => request.Method == HttpMethod.Post);
        rig.Send("may have been sent");
        rig.Options.Retention = TimeSpan.Zero;
        rig.Advance(TimeSpan.FromDays(6.99).TotalSeconds);
        Assert.Equal(3, rig.Tracker.Uploads.Count);

        rig.Advance(TimeSpan.FromDays(0.02).TotalSeconds);

        Assert.Equal(["pends", "may have been sent"], rig.Tracker.Uploads.Select(upload => upload.Label));
        rig.Advance(1);
        rig.Kill();
        Assert.Equal(2, rig.Run(rig.Store.ReadAsync("", default)).Count);
    }

    [Fact]
    public void Retention_counts_across_restarts()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(TimeSpan.FromDays(5).TotalSeconds);
        rig.Kill().Start();
        rig.Advance(TimeSpan.FromDays(1.9).TotalSeconds);
        Assert.Single(rig.Tracker.Uploads);
        rig.Advance(TimeSpan.FromDays(0.2).TotalSeconds);

        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void A_retention_of_less_than_a_day_counts_across_restarts()
    {
        using var rig = new TrackingRig();
        rig.Options.Retention = TimeSpan.FromHours(2);
        rig.Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(TimeSpan.FromHours(1).TotalSeconds);
        rig.Kill().Start();
        rig.Advance(TimeSpan.FromMinutes(59).TotalSeconds);
        Assert.Single(rig.Tracker.Uploads);
        rig.Advance(TimeSpan.FromMinutes(2).TotalSeconds);

        Assert.Empty(rig.Tracker.Uploads);
    }
}

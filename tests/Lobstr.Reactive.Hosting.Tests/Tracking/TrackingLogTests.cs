using System.Net;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What the tracker logs is in the scope of its account, and of the upload that it is about.</summary>
public sealed class TrackingLogTests
{
    [Fact]
    public void A_line_about_an_upload_has_the_account_the_upload_and_its_tracking_as_its_scope()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Handler = (_, _) => rig.Handled.Count < 2 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.Unauthorized));
        TrackedUpload upload = rig.Send();
        rig.Advance(60);

        string scope = $"[LobstrAccount:shop LobstrId:{upload.UploadTaskId} LobstrTrackingId:{upload.TrackingId}]";
        Assert.Equal(
        [
            "Information 201 TrackingStarted: Tracking 0 uploads, 0 of them unfinished [LobstrAccount:shop]",
            $"Warning 204 TrackedWatchFailed: A watch of the upload {upload.TrackingId} has failed 1 times in a row; another begins in 00:00:01 {scope} LobstrAuthenticationException",
            $"Warning 205 HandlerFailed: The handler of the upload {upload.TrackingId} has failed 1 times in a row; it is called again in 00:00:01 {scope} InvalidOperationException",
        ], rig.Log.Lines.Select(line => $"{line}"));
    }

    [Fact]
    public void What_has_no_id_yet_is_known_by_its_tracking()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.BadRequest));
        rig.Simulator.Faults.OnRequest(2, Fault.ConnectionReset);
        TrackedUpload rejected = rig.Send();
        TrackedUpload mayHaveBeenSent = rig.Send();
        rig.Advance(1);

        Assert.Equal(
        [
            (201, "LobstrAccount:shop"),
            (203, $"LobstrAccount:shop LobstrTrackingId:{rejected.TrackingId}"),
            (202, $"LobstrAccount:shop LobstrTrackingId:{mayHaveBeenSent.TrackingId}"),
        ], rig.Log.Lines.Select(line => (line.EventId.Id, line.Scope)));
    }

    [Fact]
    public void What_was_being_sent_when_the_process_died_is_logged_with_its_scope_and_what_cannot_be_read_with_its_tracking()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) }).Start();
        _ = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(0.5);
        string sending = rig.Only.TrackingId;
        rig.Run(rig.Store.WriteAsync("", [new StoredUpload { TrackingId = "odd", Version = 1, Content = "nonsense" }], CancellationToken.None));
        rig.Kill().Start();
        rig.Advance(1);

        Assert.Equal(
        [
            (201, "LobstrAccount:shop"),
            (209, "LobstrAccount:shop LobstrTrackingId:odd"),
            (202, $"LobstrAccount:shop LobstrTrackingId:{sending}"),
            (201, "LobstrAccount:shop"),
        ], rig.Log.Lines.Select(line => (line.EventId.Id, line.Scope)));
    }

    [Fact]
    public void An_account_of_the_program_is_called_by_its_name()
    {
        var log = new LogRecord();
        using var program = new VirtualProgram();
        program.Services.AddLogging(logging => logging.AddProvider(log));
        program.AddKeyedLobstr("shop").TrackUploads();
        IUploadTracker tracker = program.Provider.GetRequiredKeyedService<IUploadTracker>("shop");
        program.Clock.AdvanceUntilCompleted(tracker.ForgetAsync("nothing"));

        Assert.Equal("LobstrAccount:shop", Assert.Single(log.Lines, line => line.EventId.Id == 201).Scope);
    }

    [Fact]
    public void A_log_that_throws_ends_no_tracking()
    {
        int lines = 0;
        using var rig = new TrackingRig { Logger = new ThrowingProvider(() => lines++) };
        rig.Start();
        rig.Handler = (_, _) => rig.Handled.Count < 2 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.Unauthorized));
        rig.Send();
        rig.Store.Fault = () => new IOException("disk full");
        rig.Advance(1.5);
        rig.Store.Fault = null;
        rig.Advance(60);

        Assert.True(rig.Only.IsHandled);
        Assert.True(lines >= 5, $"{lines} lines");
    }
}

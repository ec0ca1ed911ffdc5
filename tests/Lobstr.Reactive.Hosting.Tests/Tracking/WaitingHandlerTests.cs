using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What becomes of an upload while its handler waits for its turn.</summary>
public sealed class WaitingHandlerTests : IDisposable
{
    private readonly TrackingRig _rig = new();

    public WaitingHandlerTests() => _rig.Options.RetryDelay = TimeSpan.FromSeconds(30);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_upload_that_is_resolved_to_one_that_was_sent_is_handled_when_it_has_ended(bool waitsForOthers)
    {
        TrackedUpload lost = LoseWhileItsHandlerWaits(waitsForOthers, out TaskCompletionSource others);
        string id = _rig.Simulator.AddUpload(UploadScript.Progress(TimeSpan.FromMinutes(5)).Succeeds());
        Assert.Equal(TrackedUploadState.Watching, _rig.Run(_rig.Tracker.ResolveAsync(lost.TrackingId, id)).State);
        others.SetResult();
        _rig.Advance(120);
        Assert.DoesNotContain(TrackedUploadState.Watching, Handled(lost));
        Assert.False(_rig.Tracker.Uploads.Single(upload => upload.TrackingId == lost.TrackingId).IsHandled);
        _rig.Advance(300);

        Assert.Equal(TrackedUploadState.Succeeded, Handled(lost).Last());
        Assert.All(_rig.Tracker.Uploads, upload => Assert.True(upload.IsHandled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_upload_that_is_forgotten_is_not_handled_any_more(bool waitsForOthers)
    {
        TrackedUpload lost = LoseWhileItsHandlerWaits(waitsForOthers, out TaskCompletionSource others);
        int before = Handled(lost).Count();
        _rig.Run(_rig.Tracker.ForgetAsync(lost.TrackingId));
        others.SetResult();
        _rig.Advance(600);

        Assert.Equal(before, Handled(lost).Count());
        // There is room for whoever comes next.
        _rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        TrackedUpload next = _rig.Send("next");
        _rig.Advance(60);
        Assert.Equal([TrackedUploadState.Succeeded], Handled(next));
    }

    private IEnumerable<TrackedUploadState> Handled(TrackedUpload upload) =>
        _rig.Handled.Where(handled => handled.TrackingId == upload.TrackingId).Select(handled => handled.State);

    // It may have been sent. Either the call of its handler has thrown, or it is lined up behind another one's.
    private TrackedUpload LoseWhileItsHandlerWaits(bool waitsForOthers, out TaskCompletionSource others)
    {
        Task until = (others = new TaskCompletionSource()).Task;
        _rig.Options.MaxConcurrentHandlers = 1;
        _rig.Handler = (upload, _) => upload.Label is "other" ? until
            : upload.State is TrackedUploadState.MayHaveBeenSent ? throw new InvalidOperationException("not now")
            : Task.CompletedTask;
        _rig.Start();
        if (waitsForOthers)
        {
            _rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
            _rig.Send("other");
            _rig.Advance(5);
        }
        _rig.Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        TrackedUpload lost = _rig.Send("lost");
        _rig.Advance(1);
        return lost;
    }
}

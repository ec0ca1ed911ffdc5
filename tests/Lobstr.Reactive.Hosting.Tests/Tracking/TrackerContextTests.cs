using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What the tracker awaits goes on where it completes, and not in the synchronization context of whoever called.</summary>
public sealed class TrackerContextTests : IDisposable
{
    private readonly HostileSynchronizationContext _context = new();
    private readonly TaskCompletionSource _store = new();
    private readonly TrackingRig _rig = new();

    public static TheoryData<string> Calls => ["start", "send", "track", "resolve", "forget"];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_ends_before_the_store_has_been_read(string call)
    {
        _rig.Build();
        _rig.Store.WaitToRead = () => _store.Task;

        AssertEnds(() => call switch
        {
            "start" => _rig.Tracker.StartAsync(CancellationToken.None),
            "send" => _rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File()),
            "track" => _rig.Tracker.TrackAsync("up-1"),
            "resolve" => _rig.Tracker.ResolveAsync("nobody", null),
            _ => _rig.Tracker.ForgetAsync("nobody"),
        });
    }

    [Fact]
    public void A_call_ends_while_another_call_tracks_the_same()
    {
        _rig.Start();
        _rig.Store.Wait = () => _store.Task;
        Task first = _rig.Tracker.TrackAsync("up-1");

        AssertEnds(() => _rig.Tracker.TrackAsync("up-1"));
        Assert.True(first.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_call_ends_while_what_was_resolved_is_stored()
    {
        _rig.Start();
        _rig.Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        string id = _rig.Send().TrackingId;
        _rig.Store.Wait = () => _store.Task;

        AssertEnds(() => _rig.Tracker.ResolveAsync(id, null));
    }

    [Fact]
    public void A_call_ends_while_what_is_forgotten_is_deleted()
    {
        _rig.Start();
        string id = _rig.Send().TrackingId;
        _rig.Store.Wait = () => _store.Task;

        AssertEnds(() => _rig.Tracker.ForgetAsync(id));
    }

    [Fact]
    public void A_call_ends_while_a_shutdown_waits_for_a_handler()
    {
        _rig.Handler = (_, _) => _store.Task;
        _rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        _rig.Start().Send();
        _rig.Advance(1);

        AssertEnds(() => _rig.Tracker.StopAsync(CancellationToken.None));
    }

    [Fact]
    public void A_call_ends_while_a_shutdown_waits_for_the_store()
    {
        _rig.Start().Send();
        _rig.Store.Wait = () => _store.Task;
        _rig.Advance(0.1);

        AssertEnds(() => _rig.Tracker.StopAsync(CancellationToken.None));
    }

    [Fact]
    public void A_call_ends_while_the_store_writes_for_an_action_that_has_a_context()
    {
        _rig.Start();
        _rig.Store.Wait = () => _store.Task;
        Task tracking = _rig.Tracker.TrackAsync("up-1");

        AssertEnds(() =>
        {
            _rig.Advance(0.1);
            return tracking;
        });
    }

    // The store answers on a thread of its own, which has no context.
    private void AssertEnds(Func<Task> begin)
    {
        Task? task = null;
        _context.Run(() => task = begin());
        Assert.False(task!.IsCompleted);
        HostileSynchronizationContext.RunWithNone(() =>
        {
            _rig.Store.Wait = _rig.Store.WaitToRead = null;
            _store.SetResult();
            _rig.Advance(5);
        });

        Assert.True(task.IsCompleted);
        Assert.Equal(0, _context.Posts);
        _ = task.Exception;
    }
}

using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.Samples.WatchMany;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.WatchMany;

public sealed class FleetObservableTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FleetRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Each_status_is_a_line_and_an_upload_that_goes_wrong_ends_no_other()
    {
        var counts = new UploadMeta { Valid = 9, Inserted = 8, Duplicates = 1, Invalid = 2 };
        _rig.Simulator.AddUpload("good", UploadScript.Pending(Second).Progress(9 * Second).Succeeds(counts));
        _rig.Simulator.AddUpload("bad", UploadScript.Progress(3 * Second).Fails(counts));
        _rig.Simulator.AddUpload("missing", UploadScript.NeverFound);
        _rig.Simulator.AddUpload("stuck", UploadScript.StaysPending());

        // Rarely enough for the budget to let each keep its own time.
        var options = new WatchOptions { Schedule = PollSchedule.Every(4 * Second), Timeout = 15 * Second };

        Fleet end = await _rig.ShowAsync(_rig.Watch(options, "bad", "good", "missing", "stuck"));

        Assert.Equal(
            [
                "   0.0 s  bad  PROGRESS",
                "   0.0 s  good  PENDING",
                "   0.0 s  missing  not found: lobstr.io answered 404 about upload 'missing': Upload task not found (parameter 'upload_task_id')",
                "   0.0 s  stuck  PENDING",
                "   4.0 s  bad  failed: The upload 'bad' failed: 9 rows valid, 8 inserted, 1 duplicates, 2 invalid.",
                "   4.0 s  good  PROGRESS",
                "  12.0 s  good  SUCCESS  valid 9, inserted 8, duplicates 1, invalid 2",
                "  15.0 s  stuck  timed out: The upload 'stuck' had not ended after 15 s: the last status was PENDING.",
            ],
            _rig.Output.Lines);
        Assert.Equal(
            "4 uploads in 15.0 s: 1 succeeded, 1 failed, 1 not found, 1 timed out. 12 requests, 0 of them answered 429.",
            FleetSummary.Describe(end));
    }

    [Fact]
    public async Task A_watch_that_breaks_off_is_one_more_failure()
    {
        _rig.Simulator.AddUpload("good", UploadScript.Progress(Second).Succeeds());
        _rig.Simulator.AddUpload("locked", UploadScript.Succeeds());
        _rig.Simulator.Faults.Always(
            Fault.Status(HttpStatusCode.Forbidden), request => request.Path.EndsWith("locked", StringComparison.Ordinal));

        Fleet end = await _rig.ShowAsync(_rig.Watch(new WatchOptions(), "good", "locked"));

        Assert.Equal(UploadOutcome.Succeeded, end.Uploads["good"].Outcome);
        Assert.Equal(UploadOutcome.BrokenOff, end.Uploads["locked"].Outcome);
    }

    [Fact]
    public void An_interruption_ends_all_watches_and_tells_where_they_stood()
    {
        _rig.Simulator.AddUpload("good", UploadScript.Succeeds());
        _rig.Simulator.AddUpload("long", UploadScript.StaysInProgress());
        using var cancellation = new CancellationTokenSource();
        using IDisposable timer = _rig.Scheduler.Schedule(5 * Second, cancellation.Cancel);
        Fleet? end = null;
        bool hasCompleted = false;

        using IDisposable subscription = _rig.Watch(cancellation.Token, "good", "long").Subscribe(fleet => end = fleet, () => hasCompleted = true);
        _rig.Scheduler.AdvanceBy(5 * Second);
        long requests = _rig.Simulator.RequestCount;
        // Nothing is left that could happen.
        _rig.Scheduler.Start();

        Assert.True(hasCompleted);
        Assert.False(end!.HasEnded);
        Assert.Equal(UploadOutcome.Succeeded, end.Uploads["good"].Outcome);
        Assert.Equal(UploadState.Progress, end.Uploads["long"].Status!.State);
        Assert.Equal(requests, _rig.Simulator.RequestCount);
    }

    [Fact]
    public void What_the_budget_does_is_told()
    {
        string[] uploads = [.. Enumerable.Range(10, 20).Select(number => $"tasks-{number}")];
        foreach (string upload in uploads)
            _rig.Simulator.AddUpload(upload, UploadScript.StaysPending());
        var fleets = new List<Fleet>();
        using IDisposable subscription = _rig.Watch(new WatchOptions(), uploads).Subscribe(fleets.Add);

        _rig.Scheduler.AdvanceBy(90 * Second);
        Assert.Null(fleets[^1].Budget.Pause);
        Assert.True(fleets[^1].Budget.Requests > 100);
        Assert.All(fleets, fleet => Assert.InRange(fleet.Budget.LastMinute.Count, 0, 90));
        Assert.InRange(fleets[^1].Waiting, 10, 20);

        // Another process with the same key uses up what is left.
        _rig.Simulator.UseBudgetElsewhere(90);
        _rig.Scheduler.AdvanceBy(2 * Second);
        Assert.Equal(1, fleets[^1].Budget.TooMany);
        Assert.Contains("429", fleets[^1].Budget.Pause!.Reason, StringComparison.Ordinal);
        Assert.Equal(20, fleets[^1].Waiting);

        _rig.Scheduler.AdvanceBy(60 * Second);
        Assert.Null(fleets[^1].Budget.Pause);
    }
}

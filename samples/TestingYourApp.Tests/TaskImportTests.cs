using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Subjects;
using Lobstr.Reactive;
using Lobstr.Reactive.Testing;
using Microsoft.Reactive.Testing;
using Xunit;

namespace TestingYourApp.Tests;

/// <summary>The app's own streams over the real client, with nothing but the service and the time simulated.</summary>
public sealed class TaskImportTests : IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    // One clock for the app, the client and the service. Time stands still until a test advances it.
    private readonly TestScheduler _clock = new();
    private readonly LobstrSimulator _simulator;
    private readonly LobstrClient _client;
    private readonly Subject<Unit> _cancel = new();
    private readonly List<string> _story = [];

    public TaskImportTests()
    {
        _simulator = new LobstrSimulator(_clock);
        _client = _simulator.CreateClient();
    }

    public void Dispose()
    {
        _client.Dispose();
        _cancel.Dispose();
    }

    [Fact]
    public void The_run_starts_when_the_upload_has_succeeded()
    {
        _simulator.ScriptNextUpload(UploadScript.Pending(Seconds(3)).Progress(Seconds(40)).Succeeds(Counts(valid: 100)));

        Import();
        _clock.Start();

        // The watch asks every 2 seconds, and the script says when the service would answer what.
        Assert.Equal(
            [
                "00:00 upload Pending",
                "00:04 upload Progress",
                "00:44 upload Success",
                "00:44 run started",
                "00:44 completed",
            ],
            _story);
    }

    [Fact]
    public void No_row_is_missed()
    {
        Import(File("url\nhttps://example.com/1\nhttps://example.com/2\n"));
        _clock.Start();

        // Nothing is scripted here: the file and the run live as they would, and the simulator has counted for us.
        StartedRun run = Assert.Single(_simulator.Runs);
        Assert.Equal((2, 0), (run.Tasks, run.MissedTasks));
    }

    [Fact]
    public void Many_invalid_rows_are_warned_of_and_leave_time_to_think()
    {
        _simulator.ScriptNextUpload(UploadScript.Succeeds(Counts(valid: 94, invalid: 6)));

        Import();
        _clock.Start();

        Assert.Equal(
            [
                "00:00 upload Success",
                "00:00 6 of 100 rows are invalid",
                "00:30 run started",
                "00:30 completed",
            ],
            _story);
    }

    [Fact]
    public void Few_invalid_rows_are_not()
    {
        _simulator.ScriptNextUpload(UploadScript.Succeeds(Counts(valid: 95, invalid: 5)));

        Import();
        _clock.Start();

        Assert.Equal(["00:00 upload Success", "00:00 run started", "00:00 completed"], _story);
    }

    [Fact]
    public void Cancelling_ends_the_import_and_starts_no_run()
    {
        // This upload never ends: Start would ask after it for ever. AdvanceTo goes as far as the story does.
        _simulator.ScriptNextUpload(UploadScript.StaysInProgress());

        Import();
        CancelAt(Seconds(5));
        _clock.AdvanceTo(TimeSpan.FromHours(1).Ticks);

        Assert.Equal(["00:00 upload Progress", "00:05 completed"], _story);
        Assert.Empty(_simulator.Runs);
        Assert.DoesNotContain(_simulator.Requests, request => request.SentAt > Seconds(6));
    }

    [Fact]
    public void Cancelling_after_a_warning_starts_no_run()
    {
        _simulator.ScriptNextUpload(UploadScript.Succeeds(Counts(valid: 1, invalid: 1)));

        Import();
        CancelAt(Seconds(29));
        _clock.Start();

        Assert.Equal(["00:00 upload Success", "00:00 1 of 2 rows are invalid", "00:29 completed"], _story);
        Assert.Empty(_simulator.Runs);
    }

    [Fact]
    public void Cancelling_while_the_run_is_being_started_is_too_late()
    {
        _simulator.ScriptNextUpload(UploadScript.Succeeds(Counts(valid: 1)));
        _simulator.Faults.Always(Fault.Delay(Seconds(10)), where: request => request.Path == "runs");

        Import();
        CancelAt(Seconds(5));
        _clock.Start();

        Assert.Equal(["00:00 upload Success", "00:10 run started", "00:10 completed"], _story);
    }

    [Fact]
    public void A_failed_upload_starts_no_run()
    {
        _simulator.ScriptNextUpload(UploadScript.Pending(Seconds(3)).Fails());

        Import();
        _clock.Start();

        Assert.Equal(["00:00 upload Pending", "00:04 upload Failure", "00:04 UploadFailedException"], _story);
        Assert.Empty(_simulator.Runs);
    }

    [Fact]
    public void A_service_that_is_down_for_a_minute_goes_unnoticed()
    {
        _simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromHours(1)).Succeeds(Counts(valid: 1)));
        _simulator.Faults.Between(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11), Fault.Maintenance(retryAfter: Seconds(60)));

        Import();
        _clock.Start();

        Assert.Equal(["00:00 upload Progress", "60:00 upload Success", "60:00 run started", "60:00 completed"], _story);
    }

    private void Import(TaskFile? file = null) => new TaskImport(_client, _clock)
        .Import(Squid, file ?? File("url\nhttps://example.com/\n"), _cancel)
        .Subscribe(
            step => Tell($"{step}"),
            error => Tell(error.GetType().Name),
            () => Tell("completed"));

    private void CancelAt(TimeSpan instant) => _clock.Schedule(instant, () => _cancel.OnNext(Unit.Default));

    // To the second: a TestScheduler spends a tick on each piece of work.
    private void Tell(string what) =>
        _story.Add($"{(int)_simulator.Elapsed.TotalMinutes:00}:{_simulator.Elapsed.Seconds:00} {what}");

    private static TaskFile File(string text) => TaskFile.FromText(text, "tasks.csv");

    private static UploadMeta Counts(long valid, long invalid = 0) => new() { Valid = valid, Inserted = valid, Invalid = invalid };

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

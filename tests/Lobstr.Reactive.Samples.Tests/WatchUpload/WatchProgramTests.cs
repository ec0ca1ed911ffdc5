using System.Text.RegularExpressions;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.WatchUpload;

[Collection(EnvironmentScope.Collection)]
public sealed partial class WatchProgramTests : IDisposable
{
    private const string NotSafe = "It is not safe to start the run: tasks would be missed.";

    private readonly ProgramRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_file_is_sent_and_watched_until_it_is_safe_to_start_the_run()
    {
        string file = _rig.WriteFile("three.csv", "url,language\nhttps://example.com/1,en\nhttps://example.com/1,en\nno-language\n");
        _rig.AdvanceWhenAStatusIsShown();

        Assert.Equal(ExitCodes.Success, await _rig.RunAsync("--file", file, "--interval", "1ms"));

        Assert.Equal(
            [
                "Sent three.csv to a simulated service at http://127.0.0.1:PORT/v1/.",
                "Watching upload ID.",
                "SECONDS  PENDING",
                "SECONDS  PROGRESS",
                "SECONDS  PROGRESS  valid 1, inserted 1, duplicates 0, invalid 0",
                "SECONDS  SUCCESS  valid 2, inserted 1, duplicates 1, invalid 1",
                "The upload succeeded. Tasks inserted: 1, duplicates skipped: 1, invalid rows left out: 1.",
                "No run will see the invalid rows: correct them and send them again, if they matter.",
                "It is now safe to start the run.",
            ],
            _rig.Output.Lines.Select(WithoutChance));
        Assert.Empty(_rig.Error.Lines);
    }

    [Fact]
    public async Task Without_arguments_the_file_beside_the_program_is_sent()
    {
        _rig.AdvanceWhenAStatusIsShown();
        Assert.Equal(ExitCodes.Success, await _rig.RunAsync("--interval", "1ms"));
        ReceivedUpload upload = Assert.Single(_rig.Simulator.Uploads);
        Assert.Equal("tasks.csv", upload.FileName);
        Assert.Equal(new UploadMeta { Valid = 314, Inserted = 300, Duplicates = 14, Invalid = 6 }, upload.Meta);
    }

    [Fact]
    public async Task An_upload_of_the_service_is_watched()
    {
        string uploadId = _rig.Simulator.AddUpload(UploadScript.State("RETRY", ProgramRig.Step).Succeeds(meta: null));
        _rig.AdvanceWhenAStatusIsShown();

        Assert.Equal(ExitCodes.Success, await _rig.RunAgainstServiceAsync(uploadId, "--interval", "1ms"));

        Assert.Equal(
            [
                "Watching upload ID.",
                "SECONDS  RETRY",
                "SECONDS  SUCCESS",
                "The upload succeeded. The service gave no counts.",
                "It is now safe to start the run.",
            ],
            _rig.Output.Lines.Select(WithoutChance));
    }

    [Fact]
    public async Task A_failure_is_shown_and_warned_of()
    {
        string uploadId = _rig.Simulator.AddUpload(UploadScript.Fails());
        Assert.Equal(ExitCodes.Failed, await _rig.RunAgainstServiceAsync(uploadId));
        Assert.Equal(["Watching upload ID.", "SECONDS  FAILURE"], _rig.Output.Lines.Select(WithoutChance));
        Assert.Equal(2, _rig.Error.Lines.Count);
        Assert.Contains(uploadId, _rig.Error.Lines[0], StringComparison.Ordinal);
        Assert.Equal(NotSafe, _rig.Error.Lines[1]);
    }

    [Fact]
    public async Task An_upload_that_the_service_does_not_know_is_a_failure()
    {
        Assert.Equal(ExitCodes.Failed, await _rig.RunAgainstServiceAsync("42"));
        Assert.Equal(["Watching upload 42."], _rig.Output.Lines);
        Assert.Contains("42", _rig.Error.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_does_not_end_is_given_up()
    {
        string uploadId = _rig.Simulator.AddUpload(UploadScript.StaysPending());
        Assert.Equal(ExitCodes.Failed, await _rig.RunAgainstServiceAsync(uploadId, "--timeout", "10ms"));
        Assert.StartsWith($"The upload '{uploadId}' had not ended after ", _rig.Error.Lines[0], StringComparison.Ordinal);
        Assert.Equal(NotSafe, _rig.Error.Lines[1]);
    }

    [Fact]
    public async Task A_key_that_the_service_refuses_is_a_failure()
    {
        _rig.ApiKey = "not-the-key";
        Assert.Equal(ExitCodes.Failed, await _rig.RunAgainstServiceAsync("42"));
        Assert.DoesNotContain("not-the-key", string.Join('\n', _rig.Error.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_service_refuses_is_a_failure()
    {
        string file = _rig.WriteFile("tasks.csv", "url\n\0\n");
        Assert.Equal(ExitCodes.Failed, await _rig.RunAsync("--file", file));
        Assert.Contains("The file's encoding could not be recognized", _rig.Error.Lines[0], StringComparison.Ordinal);
        Assert.Equal(NotSafe, _rig.Error.Lines[1]);
    }

    [Fact]
    public async Task An_empty_file_is_a_failure()
    {
        string file = _rig.WriteFile("tasks.csv", "");
        Assert.Equal(ExitCodes.Failed, await _rig.RunAsync("--file", file));
        Assert.StartsWith("The file 'tasks.csv' is empty", _rig.Error.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_service_would_not_know_what_to_do_with_is_a_mistake()
    {
        string file = _rig.WriteFile("tasks.txt", "url\n1\n");
        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("--file", file));
        Assert.Equal(
            ["The file name 'tasks.txt' must end in .csv or .tsv: that is how the service knows what it is."], _rig.Error.Lines);
    }

    [Fact]
    public async Task An_interruption_ends_the_watch_and_says_so()
    {
        string uploadId = _rig.Simulator.AddUpload(UploadScript.StaysPending());
        _rig.OnLine = line =>
        {
            if (line.EndsWith("PENDING", StringComparison.Ordinal))
                _rig.Interrupt();
        };
        Assert.Equal(ExitCodes.Interrupted, await _rig.RunAgainstServiceAsync(uploadId, "--interval", "1h"));
        Assert.Equal(["Watching upload ID.", "SECONDS  PENDING"], _rig.Output.Lines.Select(WithoutChance));
        Assert.Equal(["Interrupted: no longer watching."], _rig.Error.Lines);
    }

    // Time, port and id differ from run to run.
    private static string WithoutChance(string line) =>
        Seconds().Replace(Port().Replace(Id().Replace(line, "ID"), ":PORT/"), "SECONDS");

    [GeneratedRegex(@"^ *\d+\.\d s")]
    private static partial Regex Seconds();

    [GeneratedRegex(@":\d+/")]
    private static partial Regex Port();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}

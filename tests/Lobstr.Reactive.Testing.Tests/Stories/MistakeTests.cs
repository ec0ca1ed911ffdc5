using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>What somebody who writes a test gets wrong, and what helps them to see it.</summary>
public sealed class MistakeTests : SimulatorTest
{
    [Fact]
    public void An_upload_that_was_never_added()
    {
        for (int i = 1; i <= 7; i++) Simulator.AddUpload($"u{i}", UploadScript.StaysPending());
        using LobstrClient client = Simulator.CreateClient();

        Exception error = Assert.Throws<UploadNotFoundException>(() => Clock.AdvanceUntilCompleted(client.Uploads.GetStatusAsync("U1")));

        Says(error, "'U1'", "never given this id", "AddUpload", "UploadScript.NeverFound", "'u1', 'u2', 'u3', 'u4', 'u5' and 2 more");
    }

    [Fact]
    public void A_run_that_was_never_added()
    {
        using LobstrClient client = Simulator.CreateClient();

        Says(Failure(client.Runs.GetAsync("r")), "'r'", "never given this id", "AddRun", "none so far");
        Says(Failure(client.Runs.Results("r").ToArray().ToTask()), "never given this id", "AddRun");
    }

    [Fact]
    public void What_a_script_says_is_not_found_is_in_the_services_own_words()
    {
        Simulator.AddUpload("gone", UploadScript.NeverFound);
        Simulator.AddRun("gone", RunScript.NotFound(Seconds(1)).Succeeds());
        using LobstrClient client = Simulator.CreateClient();

        Assert.EndsWith("Upload task not found (parameter 'upload_task_id')", Failure(client.Uploads.GetStatusAsync("gone")).Message, StringComparison.Ordinal);
        Assert.EndsWith("Run not found (parameter 'run_hash')", Failure(client.Runs.GetAsync("gone")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_that_go_backwards()
    {
        Says(Record.Exception(() => UploadScript.Pending(Seconds(3)).Progress(Seconds(-1))), "backwards", "PROGRESS begins at 00:00:03", "from step to step");
        Says(Record.Exception(() => RunScript.Pending(Seconds(3)).Running(Seconds(-1))), "backwards", "running begins at 00:00:03", "from step to step");
    }

    [Fact]
    public void A_fault_that_is_planned_too_late()
    {
        Advance(10);

        Says(Record.Exception(() => Simulator.Faults.At(Seconds(9), Fault.Hang)), "already at 00:00:10", "before the clock gets there");
    }

    [Fact]
    public void A_client_on_a_clock_that_nobody_advances()
    {
        string id = Simulator.AddUpload(UploadScript.Succeeds());
        using LobstrClient client = Simulator.CreateClient(options => options with { Scheduler = new HistoricalScheduler() });

        Exception error = Failure(client.Uploads.GetStatusAsync(id));

        Says(error, "another scheduler than this", "AdvanceBy, AdvanceTo or Start", "make the simulator and the client on this one");
    }

    [Fact]
    public void A_task_without_a_result_can_be_waited_for()
    {
        string run = Simulator.AddRun(RunScript.Succeeds(results: 3));
        using LobstrClient client = Simulator.CreateClient();
        using var file = new MemoryStream();

        Clock.AdvanceUntilCompleted(client.Runs.DownloadAsync(run, file));

        Assert.NotEqual(0, file.Length);
        Assert.Throws<LobstrApiException>(() => Clock.AdvanceUntilCompleted(client.Runs.DownloadAsync("r", file)));
    }

    private Exception Failure<T>(Task<T> task) => Assert.ThrowsAny<Exception>(() => Clock.AdvanceUntilCompleted(task));

    private static void Says(Exception? error, params string[] parts)
    {
        Assert.NotNull(error);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}

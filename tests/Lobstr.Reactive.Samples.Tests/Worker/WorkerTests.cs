using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The worker sends each file of its folder once, and starts a run for each, after SUCCESS.</summary>
public sealed class WorkerTests
{
    private const string Started = "is started";

    [Fact]
    public async Task Each_file_is_sent_and_its_run_started_before_the_next_one_is_sent()
    {
        await using var rig = new WorkerRig();
        using ProgramProcess worker = await rig.StartAsync();
        rig.Drop("a.csv");
        rig.Drop("b.csv");

        string first = await worker.ReadToAsync(Started, rig.Guard);
        string second = await worker.ReadToAsync(Started, rig.Guard);

        Assert.Contains("a.csv", first, StringComparison.Ordinal);
        Assert.Contains("b.csv", second, StringComparison.Ordinal);
        Assert.Equal(["a.csv", "b.csv"], rig.Sent);
        Assert.Equal([WorkerRig.Squid, WorkerRig.Squid], rig.Runs.Select(run => run.Squid));
        Assert.All(rig.Runs, run => Assert.Equal(0, run.MissedTasks));
        Assert.InRange(rig.Simulator.Uploads[1].ReceivedAt, rig.Runs[0].StartedAt, rig.Runs[1].StartedAt);
        Assert.Equal(0, await worker.TerminateAsync(rig.Guard));
        Assert.True(File.Exists(rig.PathOf("sent/a.csv")) && File.Exists(rig.PathOf("sent/b.csv")), worker.Output);
    }

    [Fact]
    public async Task A_file_that_somebody_holds_is_sent_when_it_is_free()
    {
        await using var rig = new WorkerRig();
        using ProgramProcess worker = await rig.StartAsync();
        await using (var held = new FileStream(rig.PathOf("a.csv"), FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await held.WriteAsync("url\nhttps://example.com/1\n"u8.ToArray(), rig.Guard);
            await held.FlushAsync(rig.Guard);
            await worker.ReadToAsync("a.csv was not sent", rig.Guard);
            await held.WriteAsync("https://example.com/2\n"u8.ToArray(), rig.Guard);
        }
        await worker.ReadToAsync(Started, rig.Guard);

        Assert.Equal(2, Assert.Single(rig.Simulator.Uploads).RowCount);
    }

    [Fact]
    public async Task A_file_that_is_there_again_after_a_restart_is_not_sent_twice()
    {
        await using var rig = new WorkerRig();
        string path = rig.PathOf("a.csv");
        DateTime writtenAt;
        using (ProgramProcess first = await rig.StartAsync())
        {
            rig.Drop("a.csv");
            writtenAt = File.GetLastWriteTimeUtc(path);
            await first.ReadToAsync(Started, rig.Guard);
            await first.KillAsync(rig.Guard);
        }
        // As if it had been killed before the file was moved.
        if (!File.Exists(path))
            File.Move(rig.PathOf("sent/a.csv"), path);
        Assert.Equal(writtenAt, File.GetLastWriteTimeUtc(path));

        using ProgramProcess second = await rig.StartAsync();
        rig.Drop("b.csv");
        Assert.Contains("b.csv", await ReadToRunOfAsync(second, "b.csv", rig), StringComparison.Ordinal);

        Assert.Equal(["a.csv", "b.csv"], rig.Sent);
        Assert.Equal(2, rig.Runs.Count);
        Assert.True(File.Exists(rig.PathOf("sent/a.csv")));
    }

    [Fact]
    public async Task A_file_that_the_service_refuses_is_set_aside_and_sent_again_when_it_is_put_back()
    {
        await using var rig = new WorkerRig();
        rig.Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.BadRequest));
        using ProgramProcess worker = await rig.StartAsync();
        rig.Drop("a.csv");

        await worker.ReadToAsync("no run is started", rig.Guard);
        rig.Drop("b.csv");
        await worker.ReadToAsync(Started, rig.Guard);
        Assert.Equal(["b.csv"], rig.Sent);
        File.Move(rig.PathOf("rejected/a.csv"), rig.PathOf("a.csv"));
        await worker.ReadToAsync(Started, rig.Guard);

        Assert.Equal(["b.csv", "a.csv"], rig.Sent);
        Assert.Equal(2, rig.Runs.Count);
    }

    // The clock of the service is another's: which run is whose is not told by it.
    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task After_SUCCESS_the_run_waits_for_the_end_of_another_one(int clockSkew)
    {
        await using var rig = new WorkerRig(options => options with { ClockSkew = TimeSpan.FromSeconds(clockSkew) });
        using ProgramProcess worker = await rig.StartAsync();
        rig.Simulator.AddRun(WorkerRig.Another, RunScript.Running(TimeSpan.FromSeconds(3), 1).Fails(), WorkerRig.Squid);
        rig.Drop("a.csv");

        await worker.ReadToAsync($"Waiting for the end of the run {WorkerRig.Another}", rig.Guard);
        Assert.Empty(rig.Runs);
        await worker.ReadToAsync(Started, rig.Guard);

        StartedRun run = Assert.Single(rig.Runs);
        Assert.Equal(0, run.MissedTasks);
        // Its own run is active by now: that of the next file waits for it.
        rig.Drop("b.csv");
        await worker.ReadToAsync(Started, rig.Guard);
        Assert.Equal(2, rig.Runs.Count);
    }

    [Fact]
    public async Task A_run_whose_start_was_not_answered_is_found_and_not_started_twice()
    {
        await using var rig = new WorkerRig();
        rig.Simulator.Faults.OnRequest(1, Fault.TruncatedBody, request => request.Method == HttpMethod.Post && request.Path == "runs");
        using ProgramProcess worker = await rig.StartAsync();
        rig.Drop("a.csv");

        string line = await worker.ReadToAsync(Started, rig.Guard);

        Assert.Contains(Assert.Single(rig.Runs).Id, line, StringComparison.Ordinal);
        Assert.Equal(0, await worker.TerminateAsync(rig.Guard));
    }

    [Fact]
    public async Task A_shutdown_while_it_waits_for_a_run_ends_with_zero_and_the_next_start_goes_on()
    {
        await using var rig = new WorkerRig();
        using (ProgramProcess first = await rig.StartAsync())
        {
            rig.Simulator.AddRun(WorkerRig.Another, RunScript.Running(TimeSpan.FromSeconds(6), 1).Succeeds(), WorkerRig.Squid);
            rig.Drop("a.csv");
            await first.ReadToAsync("Waiting for the end", rig.Guard);

            Assert.Equal(0, await first.TerminateAsync(rig.Guard));
            Assert.Empty(rig.Runs);
        }

        using ProgramProcess second = await rig.StartAsync();
        await second.ReadToAsync(Started, rig.Guard);

        Assert.Single(rig.Simulator.Uploads);
        Assert.Equal(0, Assert.Single(rig.Runs).MissedTasks);
    }

    private static async Task<string> ReadToRunOfAsync(ProgramProcess worker, string file, WorkerRig rig)
    {
        string line;
        do
            line = await worker.ReadToAsync(Started, rig.Guard);
        while (!line.Contains(file, StringComparison.Ordinal));
        return line;
    }
}

using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.RunPipeline;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.RunPipeline;

/// <summary>The job in virtual time, instants included.</summary>
public sealed class PipelineTests : IDisposable
{
    private const string Tasks = "url\nhttps://example.com/1\nhttps://example.com/2\nhttps://example.com/3\nhttps://example.com/4\n";

    private readonly TemporaryDirectory _directory = new();
    private readonly HistoricalScheduler _scheduler = new();
    private readonly LineWriter _output = new();
    private readonly LobstrSimulator _simulator;
    private readonly LobstrClient _client;
    private readonly ResultsFile _results;

    public PipelineTests()
    {
        _simulator = new LobstrSimulator(_scheduler, new LobstrSimulatorOptions
        {
            UploadLife = upload => UploadScript.Pending(TimeSpan.FromSeconds(3)).Succeeds(upload.Meta),
        });
        _client = _simulator.CreateClient();
        _results = new ResultsFile(new FileInfo(_directory.PathOf("results.csv")));
    }

    public void Dispose()
    {
        _client.Dispose();
        _results.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_pause_is_shown_with_its_reason_and_the_export_is_waited_for()
    {
        await RunAsync(RunScript
            .Running(TimeSpan.FromSeconds(6), results: 2)
            .Paused(TimeSpan.FromSeconds(20), "no_account_available", "No account is free.")
            .Running(TimeSpan.FromSeconds(4), results: 2)
            .Succeeds(exportAfter: TimeSpan.FromSeconds(7)));

        Assert.Equal(
            [
                "   0.0 s  file    checking the header",
                "   0.0 s  file    sending",
                "   0.0 s  upload  PENDING",
                "   4.0 s  upload  SUCCESS  valid 4, inserted 4, duplicates 0, invalid 0",
                "   4.0 s  run     running",
                "   4.0 s  run     0%, 0 of 4 tasks, 0 rows, 30.0 s left",
                "   9.0 s  run     50%, 2 of 4 tasks, 1 rows, 25.0 s left",
                "  14.0 s  run     paused: No account is free (no_account_available), 60%, 2 of 4 tasks, 2 rows",
                "  34.0 s  run     100%, 4 of 4 tasks, 4 rows, done",
                "  34.0 s  rows    waiting for the service's file",
                "  43.0 s  rows    the service's file is here",
            ],
            _output.Lines);
    }

    [Fact]
    public async Task A_pause_without_a_reason_says_that()
    {
        await RunAsync(RunScript.Paused(TimeSpan.FromSeconds(3)).Running(TimeSpan.FromSeconds(1), results: 4).Succeeds());

        Assert.Contains("   4.0 s  run     paused: the service does not say why, 0%, 0 of 4 tasks, 0 rows", _output.Lines);
    }

    [Fact]
    public async Task A_run_that_somebody_else_aborts_fails_the_job()
    {
        var error = await Assert.ThrowsAsync<RunFailedException>(() => RunAsync(RunScript.Running(TimeSpan.FromSeconds(7), results: 2).Aborts()));

        Assert.Equal(RunStatus.Aborted, error.Run.Status);
        Assert.DoesNotContain(_output.Lines, line => line.Contains("rows    ", StringComparison.Ordinal));
        Assert.False(File.Exists(_directory.PathOf("results.csv")));
    }

    private async Task RunAsync(RunScript script)
    {
        string squid = _simulator.AddSquid("Pipeline");
        _simulator.ScriptNextRun(script);
        // From memory: then all of it happens in virtual time.
        var file = new SentFile("tasks.csv", Tasks.Length, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Tasks)));
        var arguments = new PipelineArguments { Output = new FileInfo(_directory.PathOf("results.csv")), Options = new WatchOptions() };
        var pipeline = new Pipeline(_client, squid, file, _results, arguments, _scheduler);
        Task shown = new PlainDisplay(_output).ShowAsync(pipeline.Observe(), CancellationToken.None);

        _scheduler.AdvanceBy(TimeSpan.FromMinutes(2));

        await shown;
    }
}

using Lobstr.Reactive.Samples.RunPipeline;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.Tests.RunPipeline;

/// <summary>The program with its output in a pipe, and a service whose time goes on when something has been shown.</summary>
internal sealed class PipelineProgramRig : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    private readonly EnvironmentScope _environment = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly SteppedClockScheduler _clock = new();
    private readonly CancellationTokenSource _cancellation =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public PipelineProgramRig()
    {
        Output = new LineWriter(line =>
        {
            OnLine?.Invoke(line);
            if (line.StartsWith(' '))
                _clock.AdvanceBy(Step);
        });
        // Without limits there is nothing that would slow the client down.
        Simulator = new LobstrSimulator(_clock, new LobstrSimulatorOptions
        {
            TaskRateLimit = null,
            RunRateLimit = null,
            ResultRateLimit = null,
            UploadLife = upload => UploadScript.Pending(Step).Succeeds(upload.Meta),
            RunLife = run => RunScript.Running(Step, results: run.Tasks).Uploading(Step).Succeeds(),
        });
        _environment["LOBSTR_TOKEN"] = Simulator.ApiKey;
        _environment["XDG_CONFIG_HOME"] = _directory.Path;
    }

    public LobstrSimulator Simulator { get; }

    public LineWriter Output { get; }

    public LineWriter Error { get; } = new();

    /// <summary>Called with each line of output, before time goes on.</summary>
    public Action<string>? OnLine { get; set; }

    /// <summary>Where the rows go.</summary>
    public string ResultsPath => _directory.PathOf("results.csv");

    /// <summary>The files that are there in the end.</summary>
    public IEnumerable<string> Files => Directory.GetFiles(_directory.Path).Select(path => Path.GetFileName(path)).Order();

    /// <summary>What Ctrl+C does.</summary>
    public void Interrupt() => _cancellation.Cancel();

    /// <summary>Interrupts while a request is under way that the service never answers.</summary>
    public void InterruptDuring(HttpMethod method, string path) => Simulator.Faults.Always(Fault.Hang, request =>
    {
        bool isIt = request.Method == method && request.Path == path;
        if (isIt)
            Interrupt();
        return isIt;
    });

    public string WriteFile(string name, string text) => _directory.Write(name, text);

    public Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
        return new PipelineProgram(console, Error, () => Simulator)
            .RunAsync([.. args, "--output", ResultsPath, "--interval", "1ms"], _cancellation.Token);
    }

    /// <summary>Sends a file of two tasks.</summary>
    public Task<int> RunWithTwoTasksAsync() => RunAsync("--file", WriteFile("tasks.csv", "url\nhttps://example.com/1\nhttps://example.com/2\n"));

    /// <summary>Runs with the address of a service that somebody else has started.</summary>
    public async Task<int> RunAgainstServiceAsync(string squid)
    {
        await using SimulatorHost host = await SimulatorHost.StartAsync(Simulator, cancellationToken: TestContext.Current.CancellationToken);
        string file = WriteFile("tasks.csv", "url\nhttps://example.com/1\n");
        return await RunAsync(squid, "--file", file, "--base-address", host.BaseAddress.ToString());
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        _directory.Dispose();
        _environment.Dispose();
    }
}

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
    private readonly Interruptions _interruptions = new();

    /// <param name="configure">Changes how the service behaves.</param>
    public PipelineProgramRig(Func<LobstrSimulatorOptions, LobstrSimulatorOptions>? configure = null)
    {
        Output = new LineWriter(line =>
        {
            OnLine?.Invoke(line);
            if (line.StartsWith(' '))
                _clock.AdvanceBy(Step);
        });
        Error = new LineWriter(line => OnError?.Invoke(line));
        // Without limits there is nothing that would slow the client down.
        var options = new LobstrSimulatorOptions
        {
            TaskRateLimit = null,
            RunRateLimit = null,
            ResultRateLimit = null,
            SquidRateLimit = null,
            OtherRateLimit = null,
            Squids = new Dictionary<string, string> { [OwnSquid] = OwnSquid },
            UploadLife = upload => UploadScript.Pending(Step).Succeeds(upload.Meta),
            RunLife = run => RunScript.Running(Step, results: run.Tasks).Uploading(Step).Succeeds(),
        };
        Simulator = new LobstrSimulator(_clock, configure?.Invoke(options) ?? options);
        _environment["LOBSTR_TOKEN"] = Simulator.ApiKey;
        _environment["XDG_CONFIG_HOME"] = _directory.Path;
    }

    /// <summary>A squid that the service knows.</summary>
    public static string OwnSquid => "my-squid";

    public LobstrSimulator Simulator { get; }

    public LineWriter Output { get; }

    public LineWriter Error { get; }

    /// <summary>How long after an interruption another one is waited for. As good as not at all, unless a test interrupts again.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Called with each line of output, before time goes on.</summary>
    public Action<string>? OnLine { get; set; }

    /// <summary>Called with each line of what went wrong.</summary>
    public Action<string>? OnError { get; set; }

    /// <summary>The file that results are written to.</summary>
    public string ResultsPath => _directory.PathOf("results.csv");

    /// <summary>The files that are there in the end.</summary>
    public IEnumerable<string> Files => Directory.GetFiles(_directory.Path).Select(path => Path.GetFileName(path)).Order();

    /// <summary>What Ctrl+C does.</summary>
    public void Interrupt() => _interruptions.Interrupt();

    /// <summary>Interrupts each time that a line says so.</summary>
    public void InterruptAt(string end, string line)
    {
        if (line.EndsWith(end, StringComparison.Ordinal))
            Interrupt();
    }

    /// <summary>Interrupts while a request is under way that the service never answers.</summary>
    public void InterruptDuring(HttpMethod method, string path) => InterruptDuring(method, asked => asked == path);

    /// <inheritdoc cref="InterruptDuring(HttpMethod, string)"/>
    public void InterruptDuring(HttpMethod method, Func<string, bool> isPath) => Simulator.Faults.Always(Fault.Hang, request =>
    {
        bool isIt = request.Method == method && isPath(request.Path);
        if (isIt)
            Interrupt();
        return isIt;
    });

    public string WriteFile(string name, string text) => _directory.Write(name, text);

    public Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
        return new PipelineProgram(console, Error, () => Simulator, _interruptions) { Patience = Patience }
            .RunAsync([.. args, "--output", ResultsPath, "--interval", "1ms"]);
    }

    /// <summary>Sends a file of two tasks.</summary>
    public Task<int> RunWithTwoTasksAsync(params string[] args) =>
        RunAsync(["--file", WriteFile("tasks.csv", "url\nhttps://example.com/1\nhttps://example.com/2\n"), .. args]);

    /// <summary>Runs with the address of a service that somebody else has started.</summary>
    public async Task<int> RunAgainstServiceAsync(params string[] args)
    {
        await using SimulatorHost host = await SimulatorHost.StartAsync(Simulator, cancellationToken: TestContext.Current.CancellationToken);
        string file = WriteFile("tasks.csv", "url\nhttps://example.com/1\n");
        return await RunAsync([OwnSquid, "--file", file, "--base-address", host.BaseAddress.ToString(), .. args]);
    }

    public void Dispose()
    {
        _interruptions.Dispose();
        _directory.Dispose();
        _environment.Dispose();
    }
}

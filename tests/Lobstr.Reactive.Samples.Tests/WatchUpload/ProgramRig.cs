using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Samples.WatchUpload;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.Tests.WatchUpload;

/// <summary>The program with its output in a pipe, and a service to watch.</summary>
internal sealed class ProgramRig : IDisposable
{
    private readonly EnvironmentScope _environment = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly SteppedClockScheduler _clock = new();
    private readonly CancellationTokenSource _cancellation =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ProgramRig()
    {
        Output = new LineWriter(line => OnLine?.Invoke(line));
        // Without a limit there is nothing that would slow the client down.
        Simulator = new LobstrSimulator(_clock, new LobstrSimulatorOptions
        {
            TaskRateLimit = null,
            UploadLife = upload => UploadScript.Pending(Step).Progress(Step).Progress(Step, new UploadMeta { Valid = 1, Inserted = 1 }).Succeeds(upload.Meta),
        });
        _environment["LOBSTR_TOKEN"] = Simulator.ApiKey;
        _environment["XDG_CONFIG_HOME"] = _directory.Path;
    }

    public static TimeSpan Step { get; } = TimeSpan.FromHours(1);

    public LobstrSimulator Simulator { get; }

    public LineWriter Output { get; }

    public LineWriter Error { get; } = new();

    /// <summary>Called with each line of output, before the program goes on.</summary>
    public Action<string>? OnLine { get; set; }

    public string? ApiKey
    {
        set => _environment["LOBSTR_TOKEN"] = value;
    }

    /// <summary>Each state of an upload lasts until the program has shown it.</summary>
    public void AdvanceWhenAStatusIsShown() => OnLine = line =>
    {
        if (line.StartsWith(' '))
            _clock.AdvanceBy(Step);
    };

    /// <summary>What Ctrl+C does.</summary>
    public void Interrupt() => _cancellation.Cancel();

    public string WriteFile(string name, string text) => _directory.Write(name, text);

    public string PathOf(string name) => _directory.PathOf(name);

    public Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
        return new WatchProgram(console, Error, () => Simulator).RunAsync(args, _cancellation.Token);
    }

    /// <summary>Runs with the address of a service that somebody else has started.</summary>
    public async Task<int> RunAgainstServiceAsync(params string[] args)
    {
        await using SimulatorHost host = await SimulatorHost.StartAsync(Simulator, cancellationToken: _cancellation.Token);
        return await RunAsync([.. args, "--base-address", host.BaseAddress.ToString()]);
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        _directory.Dispose();
        _environment.Dispose();
    }
}

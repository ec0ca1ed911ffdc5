using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>The program: from a command line to an exit code.</summary>
/// <param name="console">What standard output is.</param>
/// <param name="error">What standard error is.</param>
/// <param name="createSimulator">Makes the simulated service.</param>
/// <param name="interruptions">What Ctrl+C does.</param>
internal sealed class PipelineProgram(
    IAnsiConsole console, TextWriter error, Func<LobstrSimulator> createSimulator, Interruptions interruptions)
{
    private readonly IPipelineDisplay _display =
        console.CanRedraw() ? new LiveDisplay(console) : new PlainDisplay(console.Profile.Out.Writer);

    private string? _squid;
    private PipelineState _state = new();

    /// <summary>How long after an interruption another one is waited for, if a run goes on; default 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    public Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var command = new PipelineCommand();
        command.SetAction((line, _) => RunAsync(command.Read(line)));
        return CommandLine.RunAsync(command, args, console.Profile.Out.Writer, error, CancellationToken.None, handlesSignals: false);
    }

    private async Task<int> RunAsync(PipelineArguments arguments)
    {
        try
        {
            _squid = arguments.Squid;
            return await (_squid is null ? RunAtSimulatorAsync(arguments) : RunAtServiceAsync(_squid, arguments));
        }
        catch (Exception exception) when (Verdict.OfFailure(exception, _squid, arguments.Output, _state, interruptions.First) is { } verdict)
        {
            foreach (string line in verdict.Lines)
                error.WriteLine(line);
            return verdict.ExitCode;
        }
    }

    private Task<int> RunAtServiceAsync(string squid, PipelineArguments arguments)
    {
        LobstrClientOptions options = ApiKeySource.FindOptions();
        if (arguments.BaseAddress is { } address)
            options = options with { BaseAddress = address };

        return RunAsync(options, squid, arguments);
    }

    private async Task<int> RunAtSimulatorAsync(PipelineArguments arguments)
    {
        LobstrSimulator simulator = createSimulator();
        _squid = simulator.AddSquid("Pipeline");
        // Not ended by an interruption: that ends the job, and then the rest goes its usual way.
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator, cancellationToken: CancellationToken.None);
        _display.WriteLine($"A simulated service listens at {host.BaseAddress}.");
        var options = new LobstrClientOptions { ApiKey = simulator.ApiKey, BaseAddress = host.BaseAddress };
        return await RunAsync(options, _squid, arguments);
    }

    private async Task<int> RunAsync(LobstrClientOptions options, string squid, PipelineArguments arguments)
    {
        var file = new SentFile(arguments.File ?? new FileInfo(Path.Combine(AppContext.BaseDirectory, "tasks.csv")));
        using var client = new LobstrClient(options);
        using var output = new ResultsFile(arguments.Output);
        var pipeline = new Pipeline(client, squid, file, output, arguments, DefaultScheduler.Instance);

        _display.WriteLine($"Sending {file.Name} to squid {squid}.");
        try
        {
            await _display.ShowAsync(pipeline.Observe().Do(state => _state = state), interruptions.First);
        }
        catch (OperationCanceledException) when (interruptions.First.IsCancellationRequested && _state is { Stage: PipelineStage.Running, Run: { } run })
        {
            error.WriteLine(Verdict.Interrupted(_state));
            var interrupted = new InterruptedRun(client.Runs, run, interruptions, error);
            await (arguments.AbortOnCancel ? interrupted.AbortAsync(interruptions.Second) : interrupted.OfferAbortAsync(Patience));
            return ExitCodes.Interrupted;
        }

        foreach (string line in Verdict.OfSuccess(output, arguments))
            _display.WriteLine(line);
        if (_state.Run is not { WasCutShort: true } cut)
            return ExitCodes.Success;
        error.WriteLine(Verdict.CutShort(cut));
        return ExitCodes.Partial;
    }
}

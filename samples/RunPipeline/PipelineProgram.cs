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
internal sealed class PipelineProgram(IAnsiConsole console, TextWriter error, Func<LobstrSimulator> createSimulator)
{
    // Any id will do: the simulated service takes files for every squid.
    private const string SimulatedSquid = "0c1f4a6be3f14d7e9d2a8b5c7f3e6d90";

    private readonly IPipelineDisplay _display =
        console.CanRedraw() ? new LiveDisplay(console) : new PlainDisplay(console.Profile.Out.Writer);

    private PipelineState _state = new();

    public Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken = default)
    {
        var command = new PipelineCommand();
        command.SetAction((line, cancelled) => RunAsync(command.Read(line), cancelled));
        return CommandLine.RunAsync(command, args, console.Profile.Out.Writer, error, cancellationToken);
    }

    private async Task<int> RunAsync(PipelineArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            await (arguments.Squid is { } squid
                ? RunAtServiceAsync(squid, arguments, cancellationToken)
                : RunAtSimulatorAsync(arguments, cancellationToken));
            return ExitCodes.Success;
        }
        catch (Exception exception) when (Verdict.OfFailure(exception, arguments.Squid ?? SimulatedSquid, _state, cancellationToken) is { } verdict)
        {
            foreach (string line in verdict.Lines)
                error.WriteLine(line);
            return verdict.ExitCode;
        }
    }

    private async Task RunAtServiceAsync(string squid, PipelineArguments arguments, CancellationToken cancellationToken)
    {
        LobstrClientOptions options = ApiKeySource.FindOptions();
        if (arguments.BaseAddress is { } address)
            options = options with { BaseAddress = address };

        await RunAsync(options, squid, arguments, cancellationToken);
    }

    private async Task RunAtSimulatorAsync(PipelineArguments arguments, CancellationToken cancellationToken)
    {
        LobstrSimulator simulator = createSimulator();
        // Not ended by an interruption: that ends the job, and then the rest goes its usual way.
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator, cancellationToken: CancellationToken.None);
        _display.WriteLine($"A simulated service listens at {host.BaseAddress}.");
        var options = new LobstrClientOptions { ApiKey = simulator.ApiKey, BaseAddress = host.BaseAddress };
        await RunAsync(options, SimulatedSquid, arguments, cancellationToken);
    }

    private async Task RunAsync(
        LobstrClientOptions options, string squid, PipelineArguments arguments, CancellationToken cancellationToken)
    {
        var file = new SentFile(arguments.File ?? new FileInfo(Path.Combine(AppContext.BaseDirectory, "tasks.csv")));
        using var client = new LobstrClient(options);
        using var output = new ResultsFile(arguments.Output);
        var pipeline = new Pipeline(client, squid, file, output, arguments.Options);

        _display.WriteLine($"Sending {file.Name} to squid {squid}.");
        await _display.ShowAsync(pipeline.Observe(DefaultScheduler.Instance).Do(state => _state = state), cancellationToken);
        _display.WriteLine($"Wrote {UploadText.Number(output.Rows)} rows to {arguments.Output}.");
        if (output.LeftOut.Count > 0)
            _display.WriteLine($"Later rows have fields that the first has not; they were left out: {string.Join(", ", output.LeftOut)}.");
    }
}

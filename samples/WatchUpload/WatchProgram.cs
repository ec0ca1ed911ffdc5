using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>The program: from a command line to an exit code.</summary>
/// <param name="console">What standard output is.</param>
/// <param name="error">What standard error is.</param>
/// <param name="createSimulator">Makes the simulated service.</param>
internal sealed class WatchProgram(IAnsiConsole console, TextWriter error, Func<LobstrSimulator> createSimulator)
{
    // Any id will do: the simulated service takes files for every squid.
    private const string SimulatedSquid = "0c1f4a6be3f14d7e9d2a8b5c7f3e6d90";

    private readonly IWatchDisplay _display =
        console.CanRedraw() ? new LiveDisplay(console) : new PlainDisplay(console.Profile.Out.Writer);

    public Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken = default)
    {
        var command = new WatchCommand();
        command.SetAction((line, cancelled) => WatchAsync(command.Read(line), cancelled));
        return CommandLine.RunAsync(command, args, console.Profile.Out.Writer, error, cancellationToken);
    }

    private async Task<int> WatchAsync(WatchArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            UploadStatus status = arguments.UploadId is { } uploadId
                ? await WatchServiceAsync(uploadId, arguments, cancellationToken)
                : await SendToSimulatorAsync(arguments, cancellationToken);
            foreach (string line in Verdict.OfSuccess(status))
                _display.WriteLine(line);
            return ExitCodes.Success;
        }
        catch (Exception exception) when (Verdict.OfFailure(exception, cancellationToken) is { } verdict)
        {
            error.WriteLine(verdict.Message);
            return verdict.ExitCode;
        }
    }

    private async Task<UploadStatus> WatchServiceAsync(
        string uploadId, WatchArguments arguments, CancellationToken cancellationToken)
    {
        LobstrClientOptions options = ApiKeySource.FindOptions();
        if (arguments.BaseAddress is { } address)
            options = options with { BaseAddress = address };

        using var client = new LobstrClient(options);
        return await ShowAsync(client, uploadId, arguments.Options, cancellationToken);
    }

    private async Task<UploadStatus> SendToSimulatorAsync(WatchArguments arguments, CancellationToken cancellationToken)
    {
        LobstrSimulator simulator = createSimulator();
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator, cancellationToken: cancellationToken);
        using var client = new LobstrClient(
            new LobstrClientOptions { ApiKey = simulator.ApiKey, BaseAddress = host.BaseAddress });

        string path = arguments.File?.FullName ?? Path.Combine(AppContext.BaseDirectory, "tasks.csv");
        var file = TaskFile.FromPath(path);
        string uploadId = await client.Uploads.SendAsync(SimulatedSquid, file, cancellationToken);
        _display.WriteLine($"Sent {file} to a simulated service at {host.BaseAddress}.");
        return await ShowAsync(client, uploadId, arguments.Options, cancellationToken);
    }

    private Task<UploadStatus> ShowAsync(
        LobstrClient client, string uploadId, WatchOptions options, CancellationToken cancellationToken)
    {
        IObservable<WatchProgress> watch = WatchProgressObservable.Create(client, uploadId, options, DefaultScheduler.Instance);
        _display.WriteLine($"Watching upload {uploadId}.");
        return _display.ShowAsync(watch, cancellationToken);
    }
}

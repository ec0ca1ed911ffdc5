using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>The program: from a command line to an exit code.</summary>
/// <param name="console">What standard output is.</param>
/// <param name="error">What standard error is.</param>
/// <param name="createSimulator">Makes the simulated service.</param>
internal sealed class WatchManyProgram(IAnsiConsole console, TextWriter error, Func<LobstrSimulator> createSimulator)
{
    private readonly IFleetDisplay _display =
        console.CanRedraw() ? new LiveDisplay(console) : new PlainDisplay(console.Profile.Out.Writer);

    public Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken = default)
    {
        var command = new WatchManyCommand();
        command.SetAction((line, cancelled) =>
        {
            var demo = new Demo(command.ReadUploads(line));
            return command.ReadPicture(line) is { } picture
                ? DrawAsync(demo, picture, cancelled)
                : WatchAsync(demo, cancelled);
        });
        return CommandLine.RunAsync(command, args, console.Profile.Out.Writer, error, cancellationToken);
    }

    private async Task<int> DrawAsync(Demo demo, FileInfo picture, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(picture.FullName, FleetPicture.Draw(demo), cancellationToken);
            return ExitCodes.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(exception.Message);
            return ExitCodes.Failed;
        }
    }

    private async Task<int> WatchAsync(Demo demo, CancellationToken cancellationToken)
    {
        LobstrSimulator simulator = createSimulator();
        // Not ended by an interruption: that ends the watches, and then the rest goes its usual way.
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator, cancellationToken: CancellationToken.None);
        using var client = new LobstrClient(
            new LobstrClientOptions { ApiKey = simulator.ApiKey, BaseAddress = host.BaseAddress });

        demo.AddTo(simulator);
        _display.WriteLine($"Watching {demo.Uploads.Count} uploads of a simulated service at {host.BaseAddress}.");
        IObservable<Fleet> fleets = FleetObservable.Create(
            client, [.. demo.Uploads.Select(upload => upload.Id)], demo.Options, DefaultScheduler.Instance, cancellationToken);
        Fleet end = await _display.ShowAsync(fleets);
        _display.WriteLine(FleetSummary.Describe(end));
        return Judge(demo, end);
    }

    private int Judge(Demo demo, Fleet end)
    {
        if (!end.HasEnded)
        {
            error.WriteLine("Interrupted: no longer watching.");
            return ExitCodes.Interrupted;
        }

        string[] surprises = [.. demo.SurprisesOf(end)];
        foreach (string surprise in surprises)
            error.WriteLine(surprise);
        return surprises.Length == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }
}

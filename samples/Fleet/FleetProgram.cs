using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reactive.Concurrency;
using Garnet;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.Fleet;

/// <summary>Starts a server that speaks Redis, a simulated service and the machines, and shows who sends what until all uploads have ended.</summary>
internal static class FleetProgram
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(FleetArguments arguments)
    {
        int port = FreePort();
        using var server = new GarnetServer([
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1",
            "--lua", "true", "--lua-transaction-mode", "true", "--memory", "64m", "--index", "1m", "-q",
        ]);
        server.Start();
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions
        {
            Latency = Latency.Between(TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(300), seed: 1),
        });
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);
        string[] uploads = [.. Enumerable.Range(1, arguments.Uploads).Select(number =>
            simulator.AddUpload(UploadScript.Progress(TimeSpan.FromSeconds((double)arguments.Seconds * number / arguments.Uploads)).Succeeds()))];

        bool isLive = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
        AnsiConsole.MarkupLineInterpolated($"{arguments.Machines} machines with one key watch {uploads.Length} uploads. The service takes 90 requests a minute.");
        var machines = new List<Machine>();
        try
        {
            // Each has every so manieth upload, so that all have something to do until the end.
            for (int number = 0; number < arguments.Machines; number++)
            {
                string[] own = [.. uploads.Where((_, index) => index % arguments.Machines == number)];
                machines.Add(Machine.Start($"machine {number + 1}", service.BaseAddress, simulator.ApiKey, $"127.0.0.1:{port}", own, isLive ? _ => { } : Console.WriteLine));
            }
            var table = new FleetTable(machines, simulator);
            Task<int[]> ended = Task.WhenAll(machines.Select(machine => machine.Ended));
            if (isLive)
                await AnsiConsole.Live(table.Draw()).StartAsync(async live =>
                {
                    while (await Task.WhenAny(ended, Task.Delay(Redraw)) != ended)
                        live.UpdateTarget(table.Draw());
                    live.UpdateTarget(table.Draw());
                });
            else
            {
                await ended;
                AnsiConsole.Write(table.Draw());
            }
            bool isGood = (await ended).All(code => code == 0) && machines.Sum(machine => machine.Done) == uploads.Length;
            AnsiConsole.MarkupLineInterpolated($"{machines.Sum(machine => machine.Done)} of {uploads.Length} uploads have ended; at most {table.Most} requests in a minute; {machines.Sum(machine => machine.Refused)} refused.");
            return isGood ? 0 : 1;
        }
        finally
        {
            machines.ForEach(machine => machine.Dispose());
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

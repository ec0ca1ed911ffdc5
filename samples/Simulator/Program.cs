using System.Reactive.Concurrency;
using System.Runtime.InteropServices;
using Lobstr.Reactive;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;

// The id of the service's own documentation.
const string Upload = "427a7bfc54cf4ce483d83ba23425164b";
const string UsageText = "usage: dotnet run --project samples/Simulator [-- --port N]    (default: any free port)";

SimulatorArguments arguments = SimulatorArguments.Parse(args);
if (arguments.Error is { } mistake)
{
    Console.Error.WriteLine(mistake);
    Console.Error.WriteLine(UsageText);
    return 2;
}

if (arguments.WantsHelp)
{
    Console.WriteLine(UsageText);
    return 0;
}

// Tells for real whoever is to be told of runs.
using var network = new SocketsHttpHandler();
var simulator = new LobstrSimulator(
    DefaultScheduler.Instance, new LobstrSimulatorOptions { ExplainUnknownIds = false, WebhookHandler = network });
simulator.AddUpload(Upload, UploadScript.Progress(TimeSpan.FromSeconds(30)).Succeeds(new UploadMeta { Valid = 8, Inserted = 8 }));

try
{
    await using SimulatorHost host = await SimulatorHost.StartAsync(simulator, arguments.Port);
    Console.WriteLine(
        $"""
        A simulated lobstr.io listens at {host.BaseAddress}
        The key is {simulator.ApiKey}. Ctrl+C stops it.

        An upload that is in progress for 30 s and then succeeds (202, then 200):
          curl -i -H 'Authorization: Token {simulator.ApiKey}' {host.BaseAddress}tasks/upload/{Upload}

        One that nobody knows (404):
          curl -i -H 'Authorization: Token {simulator.ApiKey}' {host.BaseAddress}tasks/upload/00000000000000000000000000000000

        A file of your own (200 with an id; then ask for that):
          printf 'url\nhttps://example.com/1\nhttps://example.com/2\nhttps://example.com/1\n' | curl -i -H 'Authorization: Token {simulator.ApiKey}' -F squid=a1b2c3d4e5f6g7h8i9j0 -F 'file=@-;filename=tasks.csv;type=text/csv' {host.BaseAddress}tasks/upload
        """);

    var stop = new TaskCompletionSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await stop.Task;
    return 0;

    void Stop(PosixSignalContext context)
    {
        // Not at once: the server stops first.
        context.Cancel = true;
        stop.TrySetResult();
    }
}
catch (IOException e)
{
    Console.Error.WriteLine($"The simulator cannot listen on port {arguments.Port}: {e.Message}");
    return 1;
}

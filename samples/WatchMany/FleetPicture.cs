using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>What the table shows after 46 seconds, as a picture: in virtual time, so that it is the same every time.</summary>
internal static class FleetPicture
{
    // Enough for each kind of end to have happened, and for some uploads to be under way.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(46);

    /// <returns>The text of an SVG file.</returns>
    public static string Draw(Demo demo)
    {
        IAnsiConsole console = CreateConsole(height: demo.Uploads.Count + 20);
        string command = $"$ dotnet run --project samples/WatchMany -- --uploads {demo.Uploads.Count}";
        var content = new Rows(new Text(command, Color.Grey), Text.Empty, FleetTable.Render(FleetOf(demo), console.Profile.Height));
        return SvgDrawing.Draw(
            Segment.SplitLines(((IRenderable)content).Render(RenderOptions.Create(console), console.Profile.Width)),
            console.Profile.Width,
            $"A table of {demo.Uploads.Count} uploads that are watched at once");
    }

    private static Fleet FleetOf(Demo demo)
    {
        var scheduler = new HistoricalScheduler();
        var simulator = new LobstrSimulator(scheduler, new LobstrSimulatorOptions
        {
            ExplainUnknownIds = false,
            Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1),
        });
        using LobstrClient client = simulator.CreateClient();
        demo.AddTo(simulator);
        // Retries wait a random time, unless they are told how long.
        WatchOptions options = demo.Options with { Retry = RetryPolicy.Default with { Jitter = () => 0.5 } };
        Fleet? last = null;
        using IDisposable watch = FleetObservable
            .Create(client, [.. demo.Uploads.Select(upload => upload.Id)], options, scheduler)
            .Subscribe(fleet => last = fleet, error => throw new InvalidOperationException("There is nothing to draw.", error));
        scheduler.AdvanceBy(Moment);
        return last!;
    }

    // Whatever the terminal and the environment, it is drawn alike.
    private static IAnsiConsole CreateConsole(int height)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(TextWriter.Null),
        });
        console.Profile.Capabilities.Unicode = true;
        console.Profile.Width = 84;
        console.Profile.Height = height;
        return console;
    }
}

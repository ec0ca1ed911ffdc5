using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>A table that is redrawn in place: for people at a terminal.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : IFleetDisplay
{
    public void WriteLine(string text) => console.WriteLine(text);

    public Task<Fleet> ShowAsync(IObservable<Fleet> fleets) =>
        console.Live(Text.Empty).Cropping(VerticalOverflowCropping.Bottom).StartAsync(live => fleets
            .Do(fleet => live.UpdateTarget(FleetTable.Render(fleet, console.Profile.Height)))
            .ToTask());
}

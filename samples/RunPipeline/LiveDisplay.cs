using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>A panel that is redrawn in place: for people at a terminal.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : IPipelineDisplay
{
    public void WriteLine(string text) => console.WriteLine(text);

    public Task ShowAsync(IObservable<PipelineState> job, CancellationToken cancellationToken) =>
        console.Live(Text.Empty).StartAsync(live => job
            .Do(state => live.UpdateTarget(StagePanel.Render(state)))
            .ToTask(cancellationToken));
}

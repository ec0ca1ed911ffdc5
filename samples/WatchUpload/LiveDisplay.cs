using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>A panel that is redrawn in place: for people at a terminal.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : IWatchDisplay
{
    public void WriteLine(string text) => console.WriteLine(text);

    public Task<UploadStatus> ShowAsync(IObservable<WatchProgress> watch, CancellationToken cancellationToken) =>
        console.Live(Text.Empty).StartAsync(live => watch
            .Do(progress => live.UpdateTarget(ProgressPanel.Render(progress)))
            .Select(progress => progress.Status!)
            .ToTask(cancellationToken));
}

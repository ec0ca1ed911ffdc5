using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>One line a status and no escape codes: for pipes, files and logs.</summary>
internal sealed class PlainDisplay(TextWriter output) : IWatchDisplay
{
    public void WriteLine(string text) => output.WriteLine(text);

    public Task<UploadStatus> ShowAsync(IObservable<WatchProgress> watch, CancellationToken cancellationToken) =>
        watch
            .DistinctUntilChanged(progress => progress.Status)
            .Where(progress => progress.Status is not null)
            .Do(progress => WriteLine($"{DurationText.Format(progress.Elapsed),8}  {UploadText.Describe(progress.Status!)}"))
            .Select(progress => progress.Status!)
            .ToTask(cancellationToken);
}

using System.Globalization;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>One line a status and no escape codes: for pipes, files and logs.</summary>
internal sealed class PlainDisplay(TextWriter output) : IWatchDisplay
{
    public void WriteLine(string text) => output.WriteLine(text);

    public Task<UploadStatus> ShowAsync(IObservable<WatchProgress> watch, CancellationToken cancellationToken) =>
        watch
            .DistinctUntilChanged(progress => progress.Status)
            .Where(progress => progress.Status is not null)
            .Do(progress => WriteLine(Describe(progress)))
            .Select(progress => progress.Status!)
            .ToTask(cancellationToken);

    private static string Describe(WatchProgress progress)
    {
        string line = $"{DurationText.Format(progress.Elapsed),8}  {progress.Status!.RawState}";
        return progress.Status.Meta is not { } meta
            ? line
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{line}  valid {meta.Valid}, inserted {meta.Inserted}, duplicates {meta.Duplicates}, invalid {meta.Invalid}");
    }
}

using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>One line a status and no escape codes: for pipes, files and logs.</summary>
internal sealed class PlainDisplay(TextWriter output) : IFleetDisplay
{
    public void WriteLine(string text) => output.WriteLine(text);

    public Task<Fleet> ShowAsync(IObservable<Fleet> fleets) =>
        fleets
            .DistinctUntilChanged(fleet => fleet.LastUpdate)
            .Do(Show)
            .ToTask();

    private void Show(Fleet fleet)
    {
        // FAILURE comes twice, as a status and as the error that follows from it, which says more.
        if (fleet.LastUpdate is { } update && update.Status is not { State: UploadState.Failure })
            WriteLine($"{DurationText.Format(fleet.Elapsed),8}  {update.UploadId}  {Describe(update)}");
    }

    private static string Describe(UploadUpdate update) =>
        update.Error is { } error
            ? $"{UploadOutcomes.Describe(UploadOutcomes.Of(error))}: {error.Message}"
            : UploadText.Describe(update.Status!);
}

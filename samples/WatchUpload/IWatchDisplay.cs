namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>Where a watch is shown.</summary>
internal interface IWatchDisplay
{
    /// <summary>Shows one line of text, below all that was shown before.</summary>
    void WriteLine(string text);

    /// <summary>Shows a watch until it ends.</summary>
    /// <returns>The status SUCCESS. Faults with what ended the watch otherwise; cancelled, it has disposed the watch.</returns>
    Task<UploadStatus> ShowAsync(IObservable<WatchProgress> watch, CancellationToken cancellationToken);
}

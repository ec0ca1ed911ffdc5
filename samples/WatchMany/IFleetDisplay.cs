namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>Where watches are shown.</summary>
internal interface IFleetDisplay
{
    /// <summary>Shows one line of text, below all that was shown before.</summary>
    void WriteLine(string text);

    /// <summary>Shows watches until they have ended.</summary>
    /// <returns>Where they stood then.</returns>
    Task<Fleet> ShowAsync(IObservable<Fleet> fleets);
}

namespace Lobstr.Reactive.Hosting;

/// <summary>A tracked upload, and what this process is doing about it. All but the ids is guarded by the register's lock.</summary>
internal sealed class TrackedEntry(EntryState state, long version)
{
    public string TrackingId { get; } = state.Upload.TrackingId;

    public EntryState State { get; set; } = state;

    /// <summary>How often it has been changed; goes into the store.</summary>
    public long Version { get; set; } = version;

    /// <summary>How often it was resolved: what was begun before that no longer counts.</summary>
    public int Generation { get; set; }

    /// <summary>The watch, or the delay before the next one.</summary>
    public IDisposable? Watch { get; set; }

    /// <summary>How many watches in a row have ended without a good answer.</summary>
    public int WatchFailures { get; set; }

    /// <summary>Whether a call of its handler runs or is lined up.</summary>
    public bool IsBeingHandled { get; set; }

    /// <summary>How many calls of its handler in a row have thrown.</summary>
    public int HandlerFailures { get; set; }

    /// <summary>Whether its handler waits for the next start of the program.</summary>
    public bool IsGivenUp { get; set; }

    public bool IsForgotten { get; set; }
}

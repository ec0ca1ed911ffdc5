namespace Lobstr.Reactive.Hosting;

/// <summary>What a health check has to know of tracked uploads: a snapshot.</summary>
internal sealed record TrackingHealth
{
    /// <summary>How many uploads are being sent or watched.</summary>
    public required int Unfinished { get; init; }

    /// <summary>How many watches have failed and not given a good answer since.</summary>
    public required int FailingWatches { get; init; }

    /// <summary>Why one of them has failed; null: none has.</summary>
    public string? WatchError { get; init; }

    /// <summary>How many uploads have a handler that has thrown, and is called again.</summary>
    public required int FailingHandlers { get; init; }

    /// <summary>How many uploads wait for the next start, for their handler has thrown too often.</summary>
    public required int GivenUpHandlers { get; init; }

    /// <summary>How many uploads may have been sent, and wait for somebody to say what became of them.</summary>
    public required int MayHaveBeenSent { get; init; }

    /// <summary>How many stored uploads cannot be read.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Why the store has refused what it was given last; null: it has not.</summary>
    public string? StoreError { get; init; }
}

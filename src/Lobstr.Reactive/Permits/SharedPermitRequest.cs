namespace Lobstr.Reactive;

/// <summary>A client asks for a permit to send one request.</summary>
public sealed record SharedPermitRequest
{
    /// <summary>Who asks.</summary>
    public required SharedBudgetMember Member { get; init; }

    /// <summary>For how long the request that has waited longest has been due; zero or more. Whoever has waited longest is first.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>How many of its requests are due, for an estimate of when its turn comes.</summary>
    public int Due { get; init; }

    /// <summary>
    /// Whether somebody waits for the answer of a single call, or, once in 32 permits, it is the first poll of a watch: it counts as if it had waited a round of
    /// all polls longer.
    /// </summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether it is a file that is sent: it may take long, and does not find out whether a pause is over.</summary>
    public bool IsFile { get; init; }

    /// <summary>How many requests the client would send in a window if it might.</summary>
    public double Wanted { get; init; }

    /// <summary>How many polls and calls that is the sum of.</summary>
    public int Polls { get; init; }

    /// <summary>How many requests of the last window the shared budget does not know of, for it was out of reach: they are counted as sent now.</summary>
    public int SentWithoutPermit { get; init; }

    /// <summary>How long the request may be in flight; null: as long as it likes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// The <see cref="SharedPermit.Epoch"/> of the last answer, if that is not older than a window; else null. If it is another one than that of the shared
    /// budget, that has lost its memory, and gives no permit for a window.
    /// </summary>
    public string? Epoch { get; init; }
}

namespace Lobstr.Reactive;

/// <summary>A permit comes back, with what the service answered.</summary>
public sealed record SharedPermitRelease
{
    /// <summary>Whose permit.</summary>
    public required SharedBudgetMember Member { get; init; }

    /// <summary>The <see cref="SharedPermit.Id"/>; null: a client that was told to wait wants no permit any more.</summary>
    public string? Id { get; init; }

    /// <summary>What became of it.</summary>
    public SharedPermitOutcome Outcome { get; init; }

    /// <summary>How long everybody is to wait after a 429; null: the service does not say.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>How many more requests the service takes until its window ends; null: it does not say.</summary>
    public int? Remaining { get; init; }

    /// <summary>Names that window: the second of the Unix epoch in which it ends, on the server's clock.</summary>
    public long Reset { get; init; }

    /// <summary>At most how long it is from the answer to the end of that window.</summary>
    public TimeSpan ResetIn { get; init; }
}

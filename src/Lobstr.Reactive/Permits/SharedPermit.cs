namespace Lobstr.Reactive;

/// <summary>A permit to send one request, or when to ask for one again.</summary>
public readonly record struct SharedPermit
{
    /// <summary>Names the permit; null: there is none yet.</summary>
    public string? Id { get; init; }

    /// <summary>Without a permit: in how long to ask again; more than zero.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>For how long nobody sends anything, for the service has had too many requests or nothing is left; zero: there is no pause.</summary>
    public TimeSpan PausedFor { get; init; }

    /// <summary>Why, in the words of <see cref="BudgetPaused.Reason"/>; null without a pause.</summary>
    public string? PauseReason { get; init; }

    /// <summary>How many clients have asked lately, this one included; 1 or more.</summary>
    public int Clients { get; init; }

    /// <summary>Names the memory of the shared budget: another one means that it has forgotten what was sent.</summary>
    public string? Epoch { get; init; }
}

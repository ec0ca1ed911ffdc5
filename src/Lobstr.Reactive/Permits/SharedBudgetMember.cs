namespace Lobstr.Reactive;

/// <summary>One family of endpoints of one client, as a member of a shared budget.</summary>
public sealed record SharedBudgetMember
{
    /// <summary>Whose requests: a hash of the API key, of which the key cannot be told. All who name the same account share.</summary>
    public required string Account { get; init; }

    /// <summary>The family of endpoints, such as <c>tasks</c> (see <see cref="BudgetUsage.Family"/>).</summary>
    public required string Family { get; init; }

    /// <summary>Names the client; no other one has this name, and none will.</summary>
    public required string Client { get; init; }

    /// <summary>The most requests in any window; null: only what the headers of the service say. The lowest that a member names counts.</summary>
    public int? Cap { get; init; }

    /// <summary>What the service is known to grant in a window; 1 or more. The pace after a pause if there is no cap.</summary>
    public required int UsualLimit { get; init; }

    /// <summary>The length of a window; more than zero. The same for all members of a family.</summary>
    public required TimeSpan Window { get; init; }
}

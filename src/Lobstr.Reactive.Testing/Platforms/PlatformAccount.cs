namespace Lobstr.Reactive.Testing;

/// <summary>An account of a platform as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserName">Who it is there.</param>
/// <param name="Type">Which platform.</param>
/// <param name="CreatedAt">When its cookies came first, since the simulator was made.</param>
internal sealed record PlatformAccount(string Id, string UserName, PlatformType Type, TimeSpan CreatedAt)
{
    /// <summary>When its cookies came last.</summary>
    public TimeSpan SentAt { get; init; } = CreatedAt;

    /// <summary>When its limits were changed last; null: never.</summary>
    public TimeSpan? UpdatedAt { get; init; }

    /// <summary>Its limits as JSON.</summary>
    public string Limits { get; init; } = "{}";
}

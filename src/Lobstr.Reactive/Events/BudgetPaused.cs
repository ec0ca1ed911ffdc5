namespace Lobstr.Reactive;

/// <summary>No request of a family of endpoints will be sent for a while.</summary>
/// <param name="Until">Until when, on the client's scheduler.</param>
/// <param name="Reason">Why, for a person to read.</param>
public sealed record BudgetPaused(DateTimeOffset Until, string Reason) : RequestEvent;

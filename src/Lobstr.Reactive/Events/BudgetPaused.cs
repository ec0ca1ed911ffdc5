namespace Lobstr.Reactive;

/// <summary>No request of a family of endpoints will be sent for a while; or, with an id, none about that upload or run.</summary>
/// <param name="Family">The family: tasks, runs, results, squids, runtasks, or other.</param>
/// <param name="Until">Until when, on the client's scheduler.</param>
/// <param name="Reason">Why, for a person to read.</param>
public sealed record BudgetPaused(string Family, DateTimeOffset Until, string Reason) : LobstrEvent;

namespace Lobstr.Reactive;

/// <summary>The budget that is shared with other machines is out of reach: this client goes on within a part of it.</summary>
/// <param name="Error">Why.</param>
public sealed record SharedBudgetLost(Exception Error) : LobstrEvent;

namespace Lobstr.Reactive;

/// <summary>The budget that is shared with other machines is within reach again.</summary>
public sealed record SharedBudgetRegained : LobstrEvent;

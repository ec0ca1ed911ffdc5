namespace Lobstr.Reactive;

/// <summary>A watch has ended: its observer has been told, or has left.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Error">What went to OnError; null if nothing did.</param>
public sealed record WatchEnded(WatchOutcome Outcome, Exception? Error) : LobstrEvent;

namespace Lobstr.Reactive;

/// <summary>A watch of an upload or a run was subscribed to.</summary>
public sealed record WatchStarted : LobstrEvent;

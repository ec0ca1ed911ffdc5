namespace Lobstr.Reactive;

/// <summary>An observer of the events was too slow, and its buffer full: the oldest events were dropped.</summary>
/// <remarks>Told once, to that observer alone, before the next event that it is given, whose time it has.</remarks>
/// <param name="Count">How many.</param>
public sealed record EventsDropped(long Count) : LobstrEvent;

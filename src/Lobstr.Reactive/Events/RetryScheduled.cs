namespace Lobstr.Reactive;

/// <summary>A watch, a call or a download will retry after a transient fault.</summary>
/// <param name="Delay">How long it waits.</param>
/// <param name="Attempt">Which retry in a row this is, from 1.</param>
/// <param name="Error">The fault.</param>
public sealed record RetryScheduled(TimeSpan Delay, int Attempt, Exception Error) : LobstrEvent;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What a subscriber saw.</summary>
/// <param name="Statuses">The states, in their order.</param>
/// <param name="Error">What ended the watch; null: it completed.</param>
internal sealed record Seen(string Statuses, Exception? Error);

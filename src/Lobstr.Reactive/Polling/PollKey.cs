namespace Lobstr.Reactive;

/// <summary>What a poll asks: watches of the same share its answers.</summary>
/// <param name="Kind">Which kind of thing.</param>
/// <param name="Id">Which one of them.</param>
internal readonly record struct PollKey(object Kind, string Id);

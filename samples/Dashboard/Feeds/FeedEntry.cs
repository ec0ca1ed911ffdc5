namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>The newest change of a thing, and its place among all changes.</summary>
internal sealed record FeedEntry(long Sequence, FeedChange Change);

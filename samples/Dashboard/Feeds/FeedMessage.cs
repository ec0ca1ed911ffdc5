namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What a browser is sent.</summary>
/// <param name="IsComplete">Whether this is everything: what is not among it is gone.</param>
/// <param name="Now">The server's clock, by which ages are reckoned.</param>
/// <param name="Changes">What has changed, the oldest change first.</param>
internal sealed record FeedMessage(bool IsComplete, DateTimeOffset Now, IReadOnlyList<FeedChange> Changes);

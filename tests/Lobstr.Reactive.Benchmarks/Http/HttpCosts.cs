namespace Lobstr.Reactive.Benchmarks;

/// <summary>What a poll over HTTP costs.</summary>
/// <param name="Each">Raw, by hand, textbook Rx, ours.</param>
/// <param name="TimeRatio">The median of ours by raw, round by round.</param>
internal sealed record HttpCosts(IReadOnlyList<Cost> Each, double TimeRatio);

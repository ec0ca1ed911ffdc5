namespace Lobstr.Reactive.Tests;

/// <summary>What <see cref="FixedWindowServer"/> answers.</summary>
/// <param name="Limit">What its headers say.</param>
/// <param name="IsRefused">Whether it is a 429.</param>
/// <param name="Number">The how-manieth request it answers.</param>
internal sealed record ServerAnswer(RateLimit Limit, bool IsRefused, long Number);

namespace Lobstr.Reactive.Testing;

/// <summary>Where a budget stands after a request has been counted.</summary>
/// <param name="Limit">The requests of a window.</param>
/// <param name="Remaining">Those that are left of this one.</param>
/// <param name="ResetAt">When the window ends, since the simulator was made.</param>
/// <param name="Exceeded">Whether the request was one too many.</param>
internal readonly record struct RateLimitState(int Limit, int Remaining, TimeSpan ResetAt, bool Exceeded);

namespace Lobstr.Reactive;

/// <summary>What a member wants, as it last said.</summary>
/// <param name="Cap">The most that it allows.</param>
/// <param name="Wanted">How many requests it would send in a window.</param>
/// <param name="Polls">How many polls and calls that is the sum of.</param>
/// <param name="SeenAt">When it said so.</param>
internal sealed record SharedDemand(int? Cap, double Wanted, int Polls, TimeSpan SeenAt);

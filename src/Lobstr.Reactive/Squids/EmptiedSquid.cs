namespace Lobstr.Reactive;

/// <summary>What emptying a squid came to.</summary>
/// <param name="Deleted">How many tasks were deleted.</param>
internal sealed record EmptiedSquid(long Deleted);

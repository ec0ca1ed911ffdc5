namespace Lobstr.Reactive.Hosting;

/// <summary>Something that keeps an account from being healthy.</summary>
/// <param name="IsFailure">Whether it does not work at all; else it works, but less well.</param>
/// <param name="Description">What it is, as a sentence that an operator reads.</param>
internal readonly record struct HealthProblem(bool IsFailure, string Description);

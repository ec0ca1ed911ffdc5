namespace Lobstr.Reactive;

/// <summary>Where requests belong.</summary>
/// <param name="Family">The family of endpoints, which has a budget of its own.</param>
/// <param name="PathTemplate">The path below the base address, with placeholders: for traces.</param>
internal sealed record Endpoint(string Family, string PathTemplate);

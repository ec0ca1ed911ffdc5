namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What is asked for cannot be done as things stand.</summary>
/// <param name="message">Why, for a person to read.</param>
internal sealed class ConflictException(string message) : Exception(message);

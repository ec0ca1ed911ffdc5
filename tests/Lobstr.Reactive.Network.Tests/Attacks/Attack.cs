namespace Lobstr.Reactive.Network.Tests;

/// <summary>Something that a server may do instead of answering.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Script">What it does.</param>
/// <param name="Error">What a watch that has no retries left ends with, to the exact type.</param>
internal sealed record Attack(string Name, Func<Wire, Task> Script, Type Error)
{
    /// <summary>How long the client waits; short where nothing else ends the attack.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>How often the server is asked for each poll.</summary>
    public int RequestsPerPoll { get; init; } = 1;
}

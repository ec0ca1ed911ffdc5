namespace Lobstr.Reactive;

/// <summary>What an answer said about how many more requests the service will take.</summary>
internal readonly record struct RateLimit
{
    /// <summary>Whether the service said anything that makes sense.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Requests left until the window ends; more than an int can say are as many as it can.</summary>
    public int Remaining { get; init; }

    /// <summary>Names the window: the second of the Unix epoch in which it ends, on the server's clock.</summary>
    public long Window { get; init; }

    /// <summary>At most how long it is from the answer to the end of the window.</summary>
    public TimeSpan ResetIn { get; init; }
}

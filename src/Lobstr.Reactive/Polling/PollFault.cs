namespace Lobstr.Reactive;

/// <summary>A poll that brought no good answer.</summary>
/// <param name="Error">What happened.</param>
/// <param name="Kind">What that means.</param>
/// <param name="SentAt">When the request was sent that brought it.</param>
/// <param name="NotBefore">When the service allows the next request at the earliest.</param>
/// <param name="Draw">
/// A random number in [0, 1), the same for all watches of the poll: with equal policies they retry together, and fifty cost what
/// one costs.
/// </param>
internal sealed record PollFault(Exception Error, AnswerKind Kind, TimeSpan SentAt, TimeSpan NotBefore, double Draw)
{
    /// <summary>The 429 that came later, of which nobody is told; null if none did.</summary>
    public Exception? Throttled { get; init; }

    /// <summary>What came last.</summary>
    public Exception Latest => Throttled ?? Error;
}

namespace Lobstr.Reactive;

/// <summary>
/// The service answered with success, but with a body that it cannot mean: no JSON object, no <c>state</c>, the id of
/// something else, more than 1 MiB, or fewer rows of a list than it has announced.
/// </summary>
/// <remarks>A watch retries it like a fault of the network: most often something in between answered for the service.</remarks>
public sealed class LobstrProtocolException : LobstrException
{
    /// <summary>Makes an error with a general message.</summary>
    public LobstrProtocolException()
        : base("The answer is not what lobstr.io can mean.")
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What is wrong with the answer.</param>
    public LobstrProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error that another one caused.</summary>
    /// <param name="message">What is wrong with the answer.</param>
    /// <param name="innerException">The cause.</param>
    public LobstrProtocolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How long the answer asked to wait all the same (<c>Retry-After</c>); null if it did not say.</summary>
    internal TimeSpan? RetryAfter { get; set; }
}

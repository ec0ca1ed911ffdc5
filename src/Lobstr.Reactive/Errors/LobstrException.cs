namespace Lobstr.Reactive;

/// <summary>The base of every error that this library makes of an answer of lobstr.io.</summary>
/// <remarks>
/// Faults of the way there are not wrapped: <see cref="HttpRequestException"/>, <see cref="IOException"/> and
/// <see cref="TimeoutException"/> arrive as they are. One that repeats the API key is replaced by one of its kind that does not.
/// </remarks>
public abstract class LobstrException : Exception
{
    /// <summary>Makes an error with a message of the runtime's.</summary>
    protected LobstrException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    protected LobstrException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error that another one caused.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    protected LobstrException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

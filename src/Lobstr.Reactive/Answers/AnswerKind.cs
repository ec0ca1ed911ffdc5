namespace Lobstr.Reactive;

/// <summary>What an answer means for whoever asks again: said by <see cref="AnswerClassifier"/> when it comes in, and no status code is looked at after that.</summary>
internal enum AnswerKind : byte
{
    /// <summary>What was asked for. The default.</summary>
    Success,

    /// <summary>The service has had too many requests (429): everybody waits.</summary>
    Throttled,

    /// <summary>The service asks everybody to wait for longer than the longest pause.</summary>
    PauseTooLong,

    /// <summary>There is no such thing (404), or not yet.</summary>
    NotFound,

    /// <summary>The service does not want it (any other 3xx or 4xx): asking again is of no use.</summary>
    Refused,

    /// <summary>The service cannot at the moment (408, 5xx).</summary>
    Unavailable,

    /// <summary>No answer: the network, a timeout, a cancellation that nobody here asked for.</summary>
    NoAnswer,

    /// <summary>A success that cannot be what the service means.</summary>
    Protocol,

    /// <summary>Something else went wrong, such as an error in a user's function.</summary>
    Unexpected,
}

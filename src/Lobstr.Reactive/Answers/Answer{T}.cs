namespace Lobstr.Reactive;

/// <summary>How a request ended: with a value or a fault, and what was said about when to ask again.</summary>
internal readonly record struct Answer<T>
    where T : class
{
    // Not a nullable one: each request keeps an answer, and this takes eight bytes less.
    private readonly bool _asksToWait;
    private readonly TimeSpan _retryAfter;

    /// <summary>What was asked for; null if there is a fault.</summary>
    public T? Value { get; init; }

    public Exception? Fault { get; init; }

    /// <summary>What that means for whoever asks again.</summary>
    public AnswerKind Kind { get; init; }

    /// <summary>How long the service asks to wait before the next request.</summary>
    public TimeSpan? RetryAfter
    {
        get => _asksToWait ? _retryAfter : null;
        init => (_asksToWait, _retryAfter) = (value is not null, value.GetValueOrDefault());
    }

    public RateLimit Limit { get; init; }

    /// <summary>Whether there was an answer at all, be it an error.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Whether the fault came before anything was sent.</summary>
    public bool IsUnsent { get; init; }

    public static Answer<T> Failed(Exception fault, RateLimit limit = default) =>
        new() { Fault = fault, Kind = AnswerClassifier.KindOf(fault), RetryAfter = AnswerClassifier.RetryAfterOf(fault), Limit = limit };
}

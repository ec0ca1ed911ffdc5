using System.Globalization;
using System.Net;
using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>An answer instead of the service's own. Immutable: each method returns another one.</summary>
public sealed class FaultResponse : Fault
{
    private readonly Answer _answer;

    internal FaultResponse(HttpStatusCode statusCode)
        : this(new Answer(statusCode, ReadOnlyMemory<byte>.Empty))
    {
    }

    private FaultResponse(Answer answer) => _answer = answer;

    /// <summary>With a body.</summary>
    /// <param name="body">The body, sent as UTF-8.</param>
    /// <param name="contentType">What it says it is; default JSON.</param>
    /// <returns>The fault.</returns>
    public FaultResponse WithBody(string body, string contentType = "application/json")
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        return new FaultResponse(_answer with { Body = Encoding.UTF8.GetBytes(body), ContentType = contentType });
    }

    /// <summary>With a header, instead of the usual one of that name if there is one.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value, sent as it is, however nonsensical.</param>
    /// <returns>The fault.</returns>
    public FaultResponse WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return new FaultResponse(_answer with { Headers = [.. _answer.Headers, new(name, value)] });
    }

    /// <summary>With a <c>Retry-After</c> in whole seconds, rounded up.</summary>
    /// <param name="delay">How long the client is to wait; zero or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public FaultResponse WithRetryAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return WithHeader("Retry-After", Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Says which.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => $"status {(int)_answer.StatusCode}";

    internal override void AddTo(FaultEffect effect) => effect.End(this, FaultKind.Response, _answer);
}

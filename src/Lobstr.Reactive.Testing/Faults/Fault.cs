using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary>What can go wrong with a request. <see cref="FaultPlan"/> says when.</summary>
public abstract class Fault
{
    private protected Fault()
    {
    }

    /// <summary>
    /// Nothing listens: an <see cref="HttpRequestException"/> (<c>HttpRequestError.ConnectionError</c>). The service
    /// never sees the request and does not count it.
    /// </summary>
    public static Fault ConnectionRefused { get; } = new FaultEnding(FaultKind.ConnectionRefused, "connection refused");

    /// <summary>
    /// The answer is lost: an <see cref="HttpRequestException"/> (<c>HttpRequestError.ResponseEnded</c>). The service
    /// has done what it was asked: a file has been taken.
    /// </summary>
    public static Fault ConnectionReset { get; } = new FaultEnding(FaultKind.ConnectionReset, "connection reset");

    /// <summary>No answer until the client gives up. The service does nothing but count the request.</summary>
    public static Fault Hang { get; } = new FaultEnding(FaultKind.Hang, "hang");

    /// <summary>
    /// The answer breaks off in the middle of its body: the client's reading of it fails with an <c>HttpIOException</c>, as
    /// it does over a socket. The request counts as answered.
    /// </summary>
    public static Fault TruncatedBody { get; } = new FaultCut(new BodyCut(After: null, Hangs: false), "truncated body");

    /// <summary>The answer breaks off after so many bytes of its body, as with <see cref="TruncatedBody"/>; a shorter body comes whole.</summary>
    /// <param name="bytes">How many bytes arrive; 0 or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Fault BodyBreaksAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new FaultCut(new BodyCut(bytes, Hangs: false), $"body breaks after {bytes} bytes");
    }

    /// <summary>
    /// After so many bytes of the answer's body nothing more comes until the client gives up; a shorter body comes whole. The
    /// request counts as answered.
    /// </summary>
    /// <param name="bytes">How many bytes arrive; 0 or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Fault BodyHangsAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new FaultCut(new BodyCut(bytes, Hangs: true), $"body hangs after {bytes} bytes");
    }

    /// <summary>An answer of this status code instead of the service's own, with an empty body and the usual headers.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The fault, to which a body and headers can be added.</returns>
    public static FaultResponse Status(HttpStatusCode statusCode) => new(statusCode);

    /// <summary>A 200 with this body instead of the service's own answer.</summary>
    /// <param name="body">The body: nonsense, HTML, half of a JSON object.</param>
    /// <param name="contentType">What it says it is; default JSON.</param>
    /// <returns>The fault, to which headers can be added.</returns>
    public static FaultResponse Body(string body, string contentType = "application/json") =>
        new FaultResponse(HttpStatusCode.OK).WithBody(body, contentType);

    /// <summary>A 503 with a page of HTML, as a proxy shows it in front of a service that is down for maintenance.</summary>
    /// <param name="retryAfter">What <c>Retry-After</c> says, in whole seconds; default: no such header.</param>
    /// <returns>The fault, to which headers can be added.</returns>
    public static FaultResponse Maintenance(TimeSpan? retryAfter = null)
    {
        FaultResponse page = Status(HttpStatusCode.ServiceUnavailable).WithBody(
            "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>",
            "text/html; charset=utf-8");
        return retryAfter is { } wait ? page.WithRetryAfter(wait) : page;
    }

    /// <summary>The service takes its time: what it answers, and when it looks, is this much later.</summary>
    /// <param name="delay">How much; zero or more. Several delays of one request add up.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static Fault Delay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new FaultDelay(delay);
    }

    /// <summary>The service's own answer with one more header, or another value of one.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value, sent as it is.</param>
    /// <returns>The fault.</returns>
    public static Fault Header(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return new FaultHeader(new(name, value));
    }

    internal abstract void AddTo(FaultEffect effect);
}

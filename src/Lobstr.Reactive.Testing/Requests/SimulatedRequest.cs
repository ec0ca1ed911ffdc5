using System.Globalization;
using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary>A request that was sent to a <see cref="LobstrSimulator"/>, and what has become of it so far.</summary>
/// <remarks>All times are since the simulator was made, on its scheduler. Thread-safe.</remarks>
public sealed class SimulatedRequest
{
    private const long NotYet = -1;

    private long _arrivedAt = NotYet;
    private volatile Fault? _fault;
    private volatile End? _end;

    internal SimulatedRequest(long number, HttpMethod method, string path, string query, TimeSpan sentAt)
    {
        Number = number;
        Method = method;
        Path = path;
        Query = query;
        SentAt = sentAt;
    }

    /// <summary>Its number among all requests that were sent to the simulator: 1 for the first.</summary>
    public long Number { get; }

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>
    /// What follows <c>/v1/</c>, without the query: <c>tasks/upload/427a7bfc54cf4ce483d83ba23425164b</c>. The whole path, with its
    /// leading slash, if it is not under <c>/v1/</c>.
    /// </summary>
    public string Path { get; }

    /// <summary>The query with its question mark; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>When the client sent it.</summary>
    public TimeSpan SentAt { get; }

    /// <summary>When the service saw it; null if it has not (yet).</summary>
    public TimeSpan? ArrivedAt =>
        Volatile.Read(ref _arrivedAt) is var ticks and not NotYet ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>When the client had its answer, or the request failed or was given up; null while it is under way.</summary>
    public TimeSpan? EndedAt => _end?.At;

    /// <summary>What became of it.</summary>
    public RequestOutcome Outcome => _end?.Outcome ?? RequestOutcome.UnderWay;

    /// <summary>The status code of the answer; null if there is none (yet).</summary>
    public HttpStatusCode? StatusCode => _end?.StatusCode;

    /// <summary>The message of the error that it ended in; null if it did not.</summary>
    public string? Error => _end?.Error;

    /// <summary>What was planned to befall it and decided its end; null if the service ended it in its own way.</summary>
    public Fault? Fault => _fault;

    /// <summary>A line of a transcript: number, instant of sending, method, path, outcome and fault.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        string outcome = _end switch
        {
            null => "under way",
            { StatusCode: { } code } => ((int)code).ToString(CultureInfo.InvariantCulture),
            { Error: { } error } => error,
            _ => "cancelled",
        };
        return string.Create(CultureInfo.InvariantCulture, $"#{Number} {SentAt:c} {Method} {Path}{Query} -> {outcome}{(_fault is null ? "" : $" ({_fault})")}");
    }

    internal void Arrived(TimeSpan at) => Volatile.Write(ref _arrivedAt, at.Ticks);

    internal void Befallen(Fault? fault) => _fault = fault;

    internal void Answered(TimeSpan at, HttpStatusCode code) => _end = new End(RequestOutcome.Answered, at, code, null);

    internal void Failed(TimeSpan at, string error) => _end = new End(RequestOutcome.Failed, at, null, error);

    internal void Cancelled(TimeSpan at) => _end = new End(RequestOutcome.Cancelled, at, null, null);

    private sealed record End(RequestOutcome Outcome, TimeSpan At, HttpStatusCode? StatusCode, string? Error);
}

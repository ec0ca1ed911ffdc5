using System.Net;

namespace Lobstr.Reactive;

/// <summary>A request was answered, with whatever status code.</summary>
/// <param name="StatusCode">The status code.</param>
/// <param name="Latency">From sending to the whole answer, on the scheduler's stopwatch.</param>
public sealed record ResponseReceived(HttpStatusCode StatusCode, TimeSpan Latency) : RequestEvent;

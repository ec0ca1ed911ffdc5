using System.Diagnostics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// One request as events, metrics and traces see it: it starts, and is answered or fails. A part of what each request allocates, and
/// so without what the connection knows anyway.
/// </summary>
internal readonly struct RequestScope
{
    private readonly Activity? _activity;

    /// <param name="clock">The time that counts.</param>
    /// <param name="request">What is about to be sent.</param>
    /// <param name="endpoint">Where it belongs.</param>
    /// <param name="id">What it is about.</param>
    /// <param name="origin">What it is made for, in traces.</param>
    public RequestScope(Clock clock, HttpRequestMessage request, Endpoint endpoint, string? id, TraceOrigin origin)
    {
        SentAt = clock.Elapsed;
        _activity = Telemetry.StartRequest(request, endpoint.PathTemplate, id, origin, clock);
    }

    public TimeSpan SentAt { get; }

    public void Answered(string? id, ServiceRequest request, HttpStatusCode statusCode, Endpoint endpoint, ServiceConnection service)
    {
        service.Events.Answered(id, request, statusCode, service.Clock.Elapsed - SentAt);
        Telemetry.RequestAnswered(service.ClientName, endpoint.Family, statusCode);
        Telemetry.EndRequest(_activity, statusCode, error: null, service.Clock);
    }

    // The queue tells of it: it knows of a request that took too long before that has ended.
    public void Failed(Exception error, Endpoint endpoint, ServiceConnection service)
    {
        Telemetry.RequestFailed(service.ClientName, endpoint.Family, error);
        Telemetry.EndRequest(_activity, statusCode: null, error, service.Clock);
    }
}

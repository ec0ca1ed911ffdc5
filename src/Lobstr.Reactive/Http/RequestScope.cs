using System.Diagnostics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>One request as events, metrics and traces see it: it starts, and is answered or fails.</summary>
internal readonly struct RequestScope
{
    private readonly Clock _clock;
    private readonly RequestEvents _events;
    private readonly string _family;
    private readonly string? _id;
    private readonly TimeSpan _sentAt;
    private readonly Activity? _activity;

    /// <param name="clock">The time that counts.</param>
    /// <param name="events">Where to say so.</param>
    /// <param name="request">What is about to be sent.</param>
    /// <param name="endpoint">Where it belongs.</param>
    /// <param name="id">What it is about.</param>
    /// <param name="parent">What it is a part of, for traces.</param>
    public RequestScope(
        Clock clock, RequestEvents events, HttpRequestMessage request, Endpoint endpoint, string? id, ActivityContext parent)
    {
        _clock = clock;
        _events = events;
        _family = endpoint.Family;
        _id = id;
        _sentAt = clock.Elapsed;
        _activity = Telemetry.StartRequest(request, endpoint.PathTemplate, id, parent, clock);
    }

    public void Answered(HttpStatusCode statusCode)
    {
        _events.Answered(_id, statusCode, _clock.Elapsed - _sentAt);
        Telemetry.RequestAnswered(_family, statusCode);
        Telemetry.EndRequest(_activity, statusCode, error: null, _clock);
    }

    // The queue tells of it: it knows of a request that took too long before that has ended.
    public void Failed(Exception error)
    {
        Telemetry.RequestFailed(_family, error);
        Telemetry.EndRequest(_activity, statusCode: null, error, _clock);
    }
}

using System.Globalization;
using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary>An attempt to tell somebody of an event, and what came of it.</summary>
/// <param name="Event">The event as the service writes it: <c>run.done</c>.</param>
/// <param name="RunId">The run that it is about.</param>
/// <param name="Squid">The squid of the run.</param>
/// <param name="Url">Where it was sent.</param>
/// <param name="Attempt">Which attempt it was: 1 for the first.</param>
/// <param name="SentAt">When it was sent, since the simulator was made.</param>
/// <param name="StatusCode">What was answered; null: nothing within 30 s, or the request failed.</param>
public sealed record WebhookDelivery(
    string Event, string RunId, string Squid, Uri Url, int Attempt, TimeSpan SentAt, HttpStatusCode? StatusCode)
{
    /// <summary>Whether it was received: answered 200, 201 or 202.</summary>
    public bool IsReceived => StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted;

    /// <summary>A line of a transcript.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{SentAt:c} {Event} {RunId} #{Attempt} -> {(StatusCode is { } code ? (int)code : "no answer")}");
}

namespace Lobstr.Reactive;

/// <summary>A request was sent. A <see cref="ResponseReceived"/> or a <see cref="RequestFailed"/> of the same id follows.</summary>
public sealed record RequestSent : RequestEvent;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A request that reached <see cref="StubHandler"/>.</summary>
/// <param name="At">When, on the scheduler.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">The whole address.</param>
/// <param name="Authorization">The Authorization header as it would go over the wire; null where there was none.</param>
public sealed record StubRequest(DateTimeOffset At, string Method, Uri Uri, string? Authorization);

namespace Lobstr.Reactive.Tests;

/// <summary>A request as it left the client.</summary>
public sealed record SentRequest(Uri Address, string? Authorization, string? Range, string? IfRange);

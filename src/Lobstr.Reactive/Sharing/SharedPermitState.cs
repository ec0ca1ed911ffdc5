namespace Lobstr.Reactive;

/// <summary>A permit that a client has, from its granting to its return.</summary>
/// <param name="SentAt">When it was granted.</param>
/// <param name="LeaseEnds">When it comes back by itself.</param>
/// <param name="IsFile">Whether a file is sent with it.</param>
internal sealed record SharedPermitState(TimeSpan SentAt, TimeSpan LeaseEnds, bool IsFile);

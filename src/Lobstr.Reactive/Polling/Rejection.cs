namespace Lobstr.Reactive;

/// <summary>The scheduler has refused what somebody waited for: an errand that ends it, on the thread at hand.</summary>
/// <param name="Notified">Who waited.</param>
/// <param name="Error">Why the scheduler refused.</param>
internal sealed record Rejection(INotified Notified, Exception Error);

namespace Lobstr.Reactive;

/// <summary>A request got no answer: the network failed, it took too long, or nobody wanted the answer any more.</summary>
/// <param name="Error">What happened.</param>
public sealed record RequestFailed(Exception Error) : RequestEvent;

namespace Lobstr.Reactive;

/// <summary>What a queue has ahead of it.</summary>
/// <param name="Next">When there will be something to do.</param>
/// <param name="Timeout">When a request will have taken too long.</param>
/// <param name="IsIdle">Whether nobody takes part and nothing is to be done.</param>
internal readonly record struct NextDue(TimeSpan Next, TimeSpan Timeout, bool IsIdle);

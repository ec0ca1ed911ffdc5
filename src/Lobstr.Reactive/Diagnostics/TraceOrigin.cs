using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>What a request is made for, in traces: it is a part of one activity, or follows from several.</summary>
/// <param name="Parent">What it is a part of; default: nothing.</param>
/// <param name="Links">What it follows from; null: nothing.</param>
internal readonly record struct TraceOrigin(ActivityContext Parent, ActivityContext[]? Links = null);

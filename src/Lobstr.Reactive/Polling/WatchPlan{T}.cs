namespace Lobstr.Reactive;

/// <summary>What all subscriptions of an observable have in common.</summary>
/// <param name="Options">How to poll.</param>
/// <param name="Rules">What ends the watch, and how.</param>
internal sealed record WatchPlan<T>(WatchOptions Options, WatchRules<T> Rules)
    where T : class;

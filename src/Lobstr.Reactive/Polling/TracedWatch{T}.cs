using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>A watch that somebody traces. The others have no room for it: there may be a hundred thousand.</summary>
internal sealed class TracedWatch<T>(Poll<T> poll, WatchOptions options, WatchRules<T> rules, IObserver<T> observer, Activity activity)
    : Watch<T>(poll, options, rules, observer)
    where T : class
{
    public override Activity Activity => activity;
}

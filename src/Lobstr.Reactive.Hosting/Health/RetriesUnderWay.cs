namespace Lobstr.Reactive.Hosting;

/// <summary>
/// Which uploads and runs are being retried. What ends a call's retries is told by no event, so each is believed until its request should
/// have been answered. Not thread-safe.
/// </summary>
/// <param name="patience">How long after its delay a retry may take.</param>
internal sealed class RetriesUnderWay(TimeSpan patience)
{
    // More than are retried at a time: from then on those that have lapsed are cleared away.
    private const int Many = 1000;

    private readonly Dictionary<string, TimeSpan> _until = new(StringComparer.Ordinal);

    public void Add(string? id, TimeSpan delay, TimeSpan now)
    {
        if (_until.Count >= Many)
            CountAt(now);
        _until[id ?? ""] = Later(now, Later(delay, patience));
    }

    public void Remove(string? id) => _until.Remove(id ?? "");

    public int CountAt(TimeSpan now)
    {
        foreach ((string id, TimeSpan until) in _until)
        {
            if (until <= now)
                _until.Remove(id);
        }
        return _until.Count;
    }

    private static TimeSpan Later(TimeSpan instant, TimeSpan span) => span > TimeSpan.MaxValue - instant ? TimeSpan.MaxValue : instant + span;
}

namespace Lobstr.Reactive.FleetTests;

/// <summary>Who waited from when to when, and who had his turn meanwhile.</summary>
public sealed class History
{
    private readonly FleetRun _run;
    private readonly TimeSpan _interval;
    private readonly Turn[] _turns;

    /// <param name="run">What happened; each upload was watched by one at a time.</param>
    /// <param name="interval">The schedule of all watches.</param>
    public History(FleetRun run, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        _interval = interval;
        _turns = [.. run.Service.Requests.Select(request => new Turn(request.Path.Split('/')[^1], request.SentAt.TotalSeconds, request.EndedAt?.TotalSeconds))];
        Waits = [.. run.Watches.SelectMany(WaitsOf)];
    }

    /// <summary>From each instant at which an upload was due to that at which it was asked, or to the end where it still waited.</summary>
    public IReadOnlyList<Wait> Waits { get; }

    /// <summary>The turns that others had while one waited.</summary>
    public IReadOnlyList<Turn> During(Wait wait) =>
        [.. _turns.SkipWhile(turn => turn.At <= wait.From).TakeWhile(turn => turn.At < wait.To).Where(turn => turn.Id != wait.Id)];

    /// <summary>How many others were watched at some time while one waited.</summary>
    public int OthersDuring(Wait wait) => _run.Watches
        .Count(watch => watch.Id != wait.Id && watch.SubscribedAt < wait.To && (watch.CompletedAt ?? watch.DisposedAt ?? double.MaxValue) > wait.From);

    /// <summary>How many watches of an upload began in an interval.</summary>
    public int NewcomersOf(string id, double from, double to) =>
        _run.Watches.Count(watch => watch.Id == id && watch.SubscribedAt >= from && watch.SubscribedAt <= to);

    private IEnumerable<Wait> WaitsOf(WatchRecord watch)
    {
        double end = watch.CompletedAt ?? watch.DisposedAt ?? _run.Now;
        double due = watch.SubscribedAt;
        bool isFirst = true;
        foreach (Turn turn in _turns.Where(turn => turn.Id == watch.Id && turn.At >= watch.SubscribedAt && turn.At <= end))
        {
            yield return new(watch.Id, due, turn.At, isFirst);
            due = turn.AnsweredAt is { } answered ? answered + _interval.TotalSeconds : double.MaxValue;
            isFirst = false;
        }
        if (due < end)
            yield return new(watch.Id, due, end, isFirst);
    }

    /// <summary>A request.</summary>
    public sealed record Turn(string Id, double At, double? AnsweredAt);

    /// <summary>Somebody was due and waited; for his first request, or for another one.</summary>
    public sealed record Wait(string Id, double From, double To, bool IsFirst);
}

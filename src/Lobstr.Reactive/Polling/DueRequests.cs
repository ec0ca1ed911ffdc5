namespace Lobstr.Reactive;

/// <summary>
/// The requests of a family that are due, and which of them is next. A poll is worth the chance that its upload has ended since it was due,
/// times how long that would have gone unnoticed; among uploads of one age, and if nothing is known of lives, that is the one that has
/// waited longest.
/// </summary>
/// <remarks>Everything is called in a turn of the queue. Among the polls of one age whoever has waited longest is worth most: only the first of each is looked at.</remarks>
internal sealed class DueRequests
{
    // A call, for which somebody waits, may take every second permit. A single newcomer has its first answer at once, but a stream of them
    // would cost the others more than such answers are worth: one permit in so many, and more of them to those that are late.
    private const uint CallShare = 2;
    private const uint NewcomerShare = 32;
    private const uint LateNewcomerShare = 8;
    private static readonly TimeSpan LateNewcomer = TimeSpan.FromSeconds(20);

    // Whoever has waited for so many rounds is next, whatever the others are worth.
    private const int LongestWait = 2;

    // As many as were needed so far: a queue of one watch needs few.
    private IndexedHeap<Request>?[] _lanes = [];
    private uint _permits;
    private uint _lastNewcomer = unchecked(0 - NewcomerShare);
    private int _files;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any of them is a file.</summary>
    public bool HasFiles => _files > 0;

    /// <summary>Whether any of them is none.</summary>
    public bool HasOthers => Count > _files;

    /// <summary>Whether any of them is a single call, which is no file.</summary>
    public bool HasCalls => FirstOf(RequestLanes.Calls) is not null;

    /// <summary>Whether it is the turn of a first poll, so few of which get their permits out of turn that the others hardly notice.</summary>
    public bool HasNewcomersTurn => FirstOf(RequestLanes.Newcomers) is not null && _permits - _lastNewcomer >= NewcomerShare;

    /// <summary>Since when the one has been due that has waited longest; never if there is none.</summary>
    public TimeSpan FirstDue
    {
        get
        {
            TimeSpan first = Clock.Never;
            foreach (IndexedHeap<Request>? lane in _lanes)
                first = Clock.Min(first, lane?.FirstDue ?? Clock.Never);
            return first;
        }
    }

    /// <summary>What is known of lives; null: nothing.</summary>
    public LifeTable? Lives { get; set; }

    public void Add(Request request, TimeSpan due)
    {
        request.Lane = RequestLanes.Of(request, due);
        if (request.Lane >= _lanes.Length)
            Array.Resize(ref _lanes, request.Lane + 1);
        (_lanes[request.Lane] ??= new()).Set(request, due);
        Count++;
        _files += request.IsFile ? 1 : 0;
    }

    public void Remove(Request request)
    {
        _lanes[request.Lane]!.Remove(request);
        Count--;
        _files -= request.IsFile ? 1 : 0;
    }

    /// <summary>The next one is sent.</summary>
    public Request Take(TimeSpan now, TimeSpan round, bool canBeFile, bool canBeOther)
    {
        Request next = Next(now, round, canBeFile, canBeOther)!;
        if (next.Lane == RequestLanes.Newcomers)
            _lastNewcomer = _permits;
        _permits++;
        next.IsUrgent = false;
        Remove(next);
        return next;
    }

    /// <summary>The next one; null if there is none. Changes nothing.</summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="round">How long it takes to send every request of the family once.</param>
    /// <param name="canBeFile">Whether there is room for a file.</param>
    /// <param name="canBeOther">Whether there is room for anything else.</param>
    public Request? Next(TimeSpan now, TimeSpan round, bool canBeFile, bool canBeOther)
    {
        Request? call = First(canBeFile ? FirstOf(RequestLanes.Files) : null, canBeOther ? FirstOf(RequestLanes.Calls) : null);
        Request? oldest = canBeOther ? Oldest() : null;
        if (call is null || oldest is null)
            return call ?? BestPoll(oldest, now, round);
        return _permits % CallShare == 0 || First(call, oldest) == call ? call : BestPoll(oldest, now, round);
    }

    private Request? BestPoll(Request? oldest, TimeSpan now, TimeSpan round)
    {
        if (oldest is null || now - oldest.Slot.Due > round * LongestWait)
            return oldest;
        if (FirstOf(RequestLanes.Newcomers) is { } newcomer && _permits - _lastNewcomer >= ShareOf(newcomer, now))
            return newcomer;
        Request best = oldest;
        double most = WorthOf(oldest, now);
        for (int lane = RequestLanes.Newcomers; lane < _lanes.Length; lane++)
        {
            if (FirstOf(lane) is { } poll && poll != oldest && WorthOf(poll, now) is double worth && worth > most)
                (best, most) = (poll, worth);
        }
        return best;
    }

    private static uint ShareOf(Request newcomer, TimeSpan now) =>
        now - newcomer.Slot.Due > LateNewcomer ? LateNewcomerShare : NewcomerShare;

    private double WorthOf(Request poll, TimeSpan now)
    {
        TimeSpan wait = now - poll.Slot.Due;
        TimeSpan age = poll.AgeAt(poll.Slot.Due);
        return wait.TotalSeconds * (Lives?.Expected(age, age + wait) ?? wait.TotalSeconds);
    }

    private Request? Oldest()
    {
        Request? oldest = null;
        for (int lane = RequestLanes.Newcomers; lane < _lanes.Length; lane++)
            oldest = First(oldest, FirstOf(lane));
        return oldest;
    }

    private Request? FirstOf(int lane) => lane < _lanes.Length ? _lanes[lane]?.First : null;

    private static Request? First(Request? one, Request? other) =>
        one is null || (other is not null && other.Slot.Due < one.Slot.Due) ? other : one;
}

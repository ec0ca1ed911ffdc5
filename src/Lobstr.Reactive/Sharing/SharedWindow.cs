using System.Globalization;

namespace Lobstr.Reactive;

/// <summary>
/// One family of an account, for all clients that share it: the budget of a single client (<see cref="RequestBudget"/>) over the sum of what they want, and who
/// of them is next. Not thread-safe.
/// </summary>
/// <param name="first">The member that comes first.</param>
internal sealed class SharedWindow(SharedBudgetMember first)
{
    // How long a place is kept for whoever was told to come at an instant and does not: clocks and networks differ by less.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // How long a permit lasts whose request may take as long as it likes.
    private static readonly TimeSpan FileLease = TimeSpan.FromMinutes(10);

    // The slot may have moved by as much when its instant comes: whoever was told of it comes so much later.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    // Until something changes that no instant is known of.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    private readonly RequestBudget _budget = new(first.Cap, first.UsualLimit, first.Window);
    private readonly Dictionary<string, SharedDemand> _demands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WaitingClient> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SharedPermitState> _permits = new(StringComparer.Ordinal);
    private long _lastPermit;
    private double _wanted;
    private int _polls;

    // Whoever has not asked for so long is not counted.
    private TimeSpan Lately => Clock.Max(_budget.Window * 2, TimeSpan.FromSeconds(10));

    public SharedPermit Acquire(SharedPermitRequest request, TimeSpan now)
    {
        string client = request.Member.Client;
        TakeBackLost(now);
        Hear(request, now);
        TimeSpan slot = _budget.NextSend(now, _wanted, _polls, request.IsFile);
        TimeSpan since = now - request.Waited - (request.IsUrgent ? _budget.RoundOf(_polls) : TimeSpan.Zero);
        WaitingClient[] before = [.. _waiting.Values.Where(other => other.Client != client && other.Since < since && now <= other.Comes + Grace)];
        // Whoever is about to come for it has been waiting longer.
        if (slot <= now && !before.Any(other => other.Comes <= now + Rounding))
            return Grant(request, now);
        TimeSpan comes = ComesBack(slot, before, since, now);
        _waiting[client] = new WaitingClient(client, since, request.Due, comes);
        (TimeSpan end, string? reason) = _budget.PauseAt(now);
        return new() { RetryAfter = comes - now, PausedFor = Clock.Max(TimeSpan.Zero, end - now), PauseReason = reason };
    }

    public void Release(SharedPermitRelease release, TimeSpan now)
    {
        TakeBackLost(now);
        if (release.Id is not { } id)
        {
            _waiting.Remove(release.Member.Client);
            return;
        }
        if (!_permits.TryGetValue(id, out SharedPermitState? permit))
        {
            // Its lease had ended before it did: the service may have counted it only now.
            if (release.Outcome is not SharedPermitOutcome.Unused)
                Count(1, now);
            return;
        }
        _permits.Remove(id);
        if (release.Outcome is SharedPermitOutcome.Unused)
        {
            _budget.OnUnsent(permit.IsFile);
            return;
        }
        _budget.OnEnded(now, permit.IsFile);
        Learn(release, permit.SentAt, now);
    }

    private void Learn(SharedPermitRelease release, TimeSpan sentAt, TimeSpan now)
    {
        RateLimit limit = release.Remaining is { } remaining
            ? new() { IsKnown = true, Remaining = remaining, Window = release.Reset, ResetIn = release.ResetIn }
            : default;
        _budget.Update(limit, now);
        if (release.Outcome is SharedPermitOutcome.Throttled)
            _budget.OnThrottled(release.Pause, limit, sentAt, now);
        else if (release.Outcome is SharedPermitOutcome.Accepted)
            _budget.OnAccepted(sentAt);
    }

    private SharedPermit Grant(SharedPermitRequest request, TimeSpan now)
    {
        _waiting.Remove(request.Member.Client);
        _budget.OnSent(now, due: now - request.Waited, request.IsFile);
        string id = (++_lastPermit).ToString(CultureInfo.InvariantCulture);
        TimeSpan lease = Clock.AddSaturating(request.Timeout ?? FileLease, Grace);
        _permits[id] = new(now, Clock.AddSaturating(now, lease), request.IsFile);
        return new() { Id = id };
    }

    // Each of those before takes a permit, at the pace of the window: but that may change, and nobody waits long without a look.
    // Whoever of them comes later than that leaves it to whoever comes for it.
    private TimeSpan ComesBack(TimeSpan slot, WaitingClient[] before, TimeSpan since, TimeSpan now)
    {
        if (slot == Clock.Never)
            return now + Soon;
        TimeSpan next = Clock.Max(slot, now) + Rounding;
        TimeSpan pace = _budget.Window / _budget.Usual;
        TimeSpan wait = TimeSpan.Zero;
        foreach (WaitingClient other in before.OrderBy(other => other.Comes))
        {
            if (other.Comes <= next + wait)
                wait += pace * Math.Floor(other.Before(since, now));
        }
        return next + Clock.Min(wait, Clock.Max(_budget.Window / 10, Grace));
    }

    private void Hear(SharedPermitRequest request, TimeSpan now)
    {
        _demands[request.Member.Client] = new SharedDemand(request.Member.Cap, request.Wanted, request.Polls, now);
        foreach (string gone in _demands.Where(each => each.Value.SeenAt + Lately < now).Select(each => each.Key).ToArray())
            _demands.Remove(gone);
        _budget.Cap = _demands.Values.Min(each => each.Cap);
        _wanted = _demands.Values.Sum(each => each.Wanted);
        _polls = _demands.Values.Sum(each => each.Polls);
        Count(request.SentWithoutPermit, now);
    }

    private void Count(int sent, TimeSpan now)
    {
        for (int i = 0; i < sent; i++)
        {
            _budget.OnSent(now, due: now);
            _budget.OnEnded(now);
        }
    }

    private void TakeBackLost(TimeSpan now)
    {
        foreach ((string id, SharedPermitState permit) in _permits.Where(each => each.Value.LeaseEnds <= now).Select(each => (each.Key, each.Value)).ToArray())
        {
            _permits.Remove(id);
            _budget.OnEnded(permit.LeaseEnds, permit.IsFile);
        }
    }
}

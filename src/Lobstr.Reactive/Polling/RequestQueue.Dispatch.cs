namespace Lobstr.Reactive;

/// <content>What is done next: which watch is due, which request is sent, and when one has to look again.</content>
internal sealed partial class RequestQueue
{
    private int _nextFamily;

    /// <summary>Takes what is to be executed next, if there is no effect: a request to be sent, or an effect that came up at this instant.</summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="mayLook">Whether watches that have become due take part.</param>
    /// <param name="effect">What is to be executed.</param>
    public bool TryTake(TimeSpan now, bool mayLook, out Effect effect)
    {
        FireTimeouts(now);
        if (mayLook)
            FireTimers(now);
        // Effects go first: what is cancelled makes room at the service before the next request is sent.
        if (Effects.TryTake(out effect) || TryDispatch(now, out effect))
            return true;
        // All has been sent that could be sent at this instant.
        foreach (Watch watch in _atDeadline)
            watch.OnLastPollNotSent(now);
        _atDeadline.Clear();
        return Effects.TryTake(out effect);
    }

    /// <summary>Looks ahead. Changes nothing.</summary>
    public NextDue Peek(TimeSpan now)
    {
        AssertEntered();
        TimeSpan timeout = InFlight.NextTimeout;
        foreach (RequestFamily family in Families)
            timeout = Clock.Min(timeout, family.Permits?.Overdue ?? Clock.Never);
        if (Effects.Count + _atDeadline.Count > 0)
            return new NextDue(now, timeout, IsIdle: false);
        TimeSpan next = Clock.Min(_timers.FirstDue, NextSend(now, out _));
        return new NextDue(next, timeout, IsIdle: _participants == 0 && next == Clock.Never);
    }

    /// <summary>The scheduler has refused to set the timer for what comes next: whoever waits for that ends, everybody else goes on.</summary>
    public void RejectNext(Exception error, TimeSpan now)
    {
        AssertEntered();
        if (Effects.Count > 0)
            return;
        if (_atDeadline.Count > 0)
        {
            foreach (Watch watch in _atDeadline)
                watch.OnSchedulerRefused(error);
            _atDeadline.Clear();
        }
        else if (NextSend(now, out RequestFamily? family) < _timers.FirstDue)
        {
            family!.Next(now, InFlight)?.OnSchedulerRefused(error);
        }
        else
        {
            _timers.First?.OnSchedulerRefused(error);
        }
    }

    private void FireTimeouts(TimeSpan now)
    {
        InFlight.FireTimeouts(now);
        foreach (RequestFamily family in Families)
            family.Permits?.FireOverdue(now);
    }

    private void FireTimers(TimeSpan now)
    {
        while (_timers.FirstDue <= now)
        {
            Watch watch = _timers.First!;
            _timers.Remove(watch);
            watch.OnDue(now);
        }
    }

    // When the next request may be sent, and of which family; never while none is due or there is no room.
    private TimeSpan NextSend(TimeSpan now, out RequestFamily? first)
    {
        TimeSpan next = Clock.Never;
        first = null;
        foreach (RequestFamily family in Families)
        {
            TimeSpan send = family.NextSend(now, InFlight);
            if (send < next)
                (next, first) = (send, family);
        }
        return next;
    }

    private bool TryDispatch(TimeSpan now, out Effect effect)
    {
        // Families take turns, for they share the number of requests in flight.
        for (int i = 0; i < Families.Length; i++)
        {
            RequestFamily family = Families[(_nextFamily + i) % Families.Length];
            if (family.NextSend(now, InFlight) > now)
                continue;
            _nextFamily = (_nextFamily + i + 1) % Families.Length;
            if (family.TryTakeStep(now, InFlight, out effect))
                return true;
            effect = Effect.Send(InFlight.Dispatch(family.TakeNext(now, InFlight), now));
            return true;
        }
        effect = default;
        return false;
    }
}

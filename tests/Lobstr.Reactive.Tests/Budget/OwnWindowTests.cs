using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>The client's own window, by itself: a permit is taken when a request is sent, and returns a window after its end.</summary>
public class OwnWindowTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_permit_is_taken_until_a_window_after_the_end_of_its_request()
    {
        OwnWindow own = new(cap: 1, Window, isTold: true);
        Assert.Equal((0, Clock.Never), Taken(own, At(0)));

        own.OnSent(At(10));
        Assert.Equal((1, Clock.Never), Taken(own, At(500)));

        own.OnEnded(At(13));
        Assert.Equal((1, At(73)), Taken(own, At(13)));
        Assert.Equal((1, At(73)), Taken(own, At(73)));
        Assert.Equal((0, Clock.Never), Taken(own, At(73) + Tick));
    }

    [Fact]
    public void The_next_permit_is_there_a_tick_after_the_first_return_for_a_window_has_two_ends()
    {
        OwnWindow own = new(cap: 2, Window, isTold: true);
        own.OnSent(At(0));
        Assert.Equal(At(1), NextPermit(own, At(1)));
        own.OnSent(At(1));
        Assert.Equal(Clock.Never, NextPermit(own, At(2)));
        own.OnEnded(At(3));
        own.OnEnded(At(4));

        Assert.Equal(At(63) + Tick, NextPermit(own, At(4)));
        Assert.Equal(At(63) + Tick, NextPermit(own, At(63)));
        Assert.Equal(At(63) + Tick, NextPermit(own, At(63) + Tick));
    }

    [Fact]
    public void Without_a_cap_there_is_always_a_permit_and_what_was_sent_is_told_all_the_same()
    {
        OwnWindow own = new(cap: null, Window, isTold: true);
        for (int i = 0; i < 1_000; i++)
            own.OnSent(At(0));
        own.OnEnded(At(1));
        own.OnEnded(At(1));

        Assert.Equal(At(2), NextPermit(own, At(2)));
        Assert.Equal((1_000, 1_000, 998), (own.Used(At(2)), own.Used(At(60)), own.Used(At(62))));
    }

    [Fact]
    public void What_nobody_may_ask_for_is_forgotten_when_it_ends()
    {
        OwnWindow own = new(cap: null, Window, isTold: false);
        own.OnSent(At(0));
        own.OnSent(At(0));
        own.OnEnded(At(1));

        Assert.Equal(1, own.Used(At(1)));
        Assert.Equal((1, Clock.Never), Taken(own, At(1)));
    }

    [Fact]
    public void With_a_cap_what_is_used_is_what_is_taken()
    {
        OwnWindow own = new(cap: 5, Window, isTold: false);
        own.OnSent(At(0));
        own.OnSent(At(0));
        own.OnEnded(At(1));

        Assert.Equal((2, 1), (own.Used(At(61)), own.Used(At(62))));
    }

    [Fact]
    public void The_last_sending_and_the_number_in_flight_are_known()
    {
        OwnWindow own = new(cap: null, Window, isTold: true);
        Assert.Null(own.LastSent);

        own.OnSent(At(1));
        own.OnSent(At(2));
        own.OnEnded(At(3));

        Assert.Equal(At(2), own.LastSent);
        Assert.Equal(1, own.InFlight);
    }

    [Fact]
    public void A_permit_that_returns_at_this_instant_is_not_forgotten_when_another_request_is_sent()
    {
        OwnWindow own = new(cap: 2, Window, isTold: true);
        own.OnSent(At(0));
        own.OnEnded(At(0));

        own.OnSent(At(60));
        Assert.Equal(2, Taken(own, At(60)).Taken);

        own.OnEnded(At(60));
        own.OnSent(At(60) + Tick);
        Assert.Equal((2, At(120)), Taken(own, At(60) + Tick));
    }

    [Fact]
    public void Whatever_latency_does_there_are_never_more_arrivals_than_the_cap_in_a_window() => (
        from cap in Gen.Int[1, 6]
        from steps in Gen.Select(Gen.Int[0, 40_000], Gen.Int[0, 20_000], Gen.Int[0, 20_000]).Array[1, 80]
        select (cap, steps)).Sample(life =>
        {
            OwnWindow own = new(life.cap, Window, isTold: true);
            PriorityQueue<TimeSpan, TimeSpan> ends = new();
            List<TimeSpan> arrivals = [];
            TimeSpan now = TimeSpan.Zero;
            foreach ((int idle, int there, int back) in life.steps)
            {
                now += TimeSpan.FromMilliseconds(idle);
                while (true)
                {
                    while (ends.TryPeek(out TimeSpan end, out _) && end <= now)
                        own.OnEnded(ends.Dequeue());
                    TimeSpan next = NextPermit(own, now);
                    if (next == now)
                        break;
                    now = Clock.Min(next, ends.TryPeek(out TimeSpan first, out _) ? first : Clock.Never);
                }

                own.OnSent(now);
                arrivals.Add(now + TimeSpan.FromMilliseconds(there));
                TimeSpan ended = now + TimeSpan.FromMilliseconds(there + back);
                ends.Enqueue(ended, ended);
            }

            return BudgetPlan.MostInAWindow(arrivals) <= life.cap;
        });

    private static (int Taken, TimeSpan FirstReturn) Taken(OwnWindow own, TimeSpan now)
    {
        int taken = own.Taken(now, out TimeSpan firstReturn);
        return (taken, firstReturn);
    }

    private static TimeSpan NextPermit(OwnWindow own, TimeSpan now) =>
        own.NextPermit(now, own.Taken(now, out TimeSpan firstReturn), firstReturn);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>The server's window, by itself: which answers are of the same window, what is left in it, and when it ends.</summary>
public class ServerWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public void Nothing_left_with_a_reset_a_second_earlier_is_the_end_of_the_same_window()
    {
        ServerWindow server = new(Minute);
        Assert.Null(Hear(server, at: 0, remaining: 30, reset: 60));

        Assert.Equal(At(60), Hear(server, at: 1, remaining: 0, reset: 59));
        Assert.True(server.IsUsedUpAt(At(59.9)));
        Assert.False(server.IsUsedUpAt(At(60)));
        Assert.False(server.IsLeftToOthers);
    }

    [Theory]
    [InlineData(61, true, 61)]
    [InlineData(62, true, 62)]
    [InlineData(63, false, 63)]
    [InlineData(59, true, 60)]
    [InlineData(58, true, 60)]
    [InlineData(57, true, 60)]
    public void A_late_answer_lifts_no_pause_unless_its_reset_is_three_seconds_later(int reset, bool isUsedUp, double ends)
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 0, reset: 60);

        Assert.Null(server.Update(Limit(remaining: 5, reset, resetIn: reset - 1), inFlight: 0, At(1)));
        Assert.Equal(isUsedUp, server.IsUsedUpAt(At(1)));
        Assert.Equal(At(Math.Min(ends, 61)), server.Ends);
        Assert.Equal(isUsedUp ? 0 : 5, server.Left);
    }

    [Fact]
    public void What_was_not_sent_after_all_is_as_if_it_never_had_been()
    {
        ServerWindow server = new(Minute);
        ServerWindow other = new(Minute);
        Hear(server, at: 0, remaining: 40, reset: 60);
        Hear(other, at: 0, remaining: 40, reset: 60);
        for (int i = 0; i < 5; i++)
            server.OnSent();
        for (int i = 0; i < 5; i++)
            server.OnUnsent();
        Assert.Equal(other.Left, server.Left);

        // Neither is it still awaited, nor has it taken what others took.
        foreach (int remaining in (int[])[40, 34])
        {
            Hear(server, at: 10, remaining, reset: 60);
            Hear(other, at: 10, remaining, reset: 60);
            Assert.Equal(other.Left, server.Left);
        }
    }

    [Fact]
    public void How_far_a_reset_wanders_is_measured_from_the_first_of_its_window()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 0, reset: 20);
        Hear(server, at: 1, remaining: 7, reset: 22);
        Assert.True(server.IsUsedUpAt(At(1)));

        Hear(server, at: 2, remaining: 7, reset: 23);
        Assert.False(server.IsUsedUpAt(At(2)));
    }

    [Fact]
    public void An_answer_with_an_earlier_reset_bounds_the_end_by_the_latest_reset_of_the_window()
    {
        ServerWindow server = new(Minute);
        server.Update(Limit(remaining: 9, reset: 100, resetIn: 20), inFlight: 0, At(0));

        server.Update(Limit(remaining: 8, reset: 99, resetIn: 17.5), inFlight: 0, At(1));
        Assert.Equal(At(19.5), server.Ends);

        server.Update(Limit(remaining: 7, reset: 100, resetIn: 19), inFlight: 0, At(2));
        Assert.Equal(At(19.5), server.Ends);

        server.Update(Limit(remaining: 6, reset: 101, resetIn: 30), inFlight: 0, At(3));
        Assert.Equal(At(20.5), server.Ends);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(39, false)]
    [InlineData(1, false)]
    public void If_windows_are_short_each_reset_is_one(double window, bool isSame)
    {
        ServerWindow server = new(At(window));
        server.Update(Limit(remaining: 0, reset: 100, resetIn: 1), inFlight: 0, At(0));
        server.Update(Limit(remaining: 1, reset: 101, resetIn: 1), inFlight: 0, At(0.5));

        Assert.Equal(isSame, server.IsUsedUpAt(At(0.5)));
    }

    [Theory]
    [InlineData(60, 60.0)]
    [InlineData(62, 60.0)]
    [InlineData(62.5, 62.5)]
    [InlineData(120, 120.0)]
    [InlineData(120.5, null)]
    public void A_window_that_has_begun_ends_within_its_length_but_for_what_is_no_rounding(double resetIn, double? ends)
    {
        ServerWindow server = new(Minute);

        Assert.Equal(ends, server.Update(Limit(remaining: 0, reset: 500, resetIn), inFlight: 0, At(0))?.TotalSeconds);
        Assert.Equal(ends is not null, server.IsKnownAt(At(1)));
    }

    [Fact]
    public void Windows_of_the_past_are_ignored_until_the_one_that_lasts_has_ended()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 8, reset: 30);

        Hear(server, at: 1, remaining: 0, reset: 20);
        Assert.Equal(8, server.Left);

        Assert.Equal(At(50), server.Update(Limit(remaining: 0, reset: 20, resetIn: 20), inFlight: 0, At(30)));
    }

    [Fact]
    public void A_window_that_has_ended_does_not_begin_again_with_a_late_answer()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 50, reset: 30);
        server.OnSent();
        server.OnSent();

        Assert.Null(server.Update(Limit(remaining: 0, reset: 30, resetIn: 5), inFlight: 0, At(32)));
        Assert.False(server.IsKnownAt(At(33)));

        Hear(server, at: 34, remaining: 50, reset: 90);
        Assert.Equal(50, server.Left);
    }

    [Fact]
    public void It_is_news_once_that_nothing_is_left_and_none_if_the_window_has_ended()
    {
        ServerWindow server = new(Minute);
        Assert.Null(Hear(server, at: 0, remaining: 1, reset: 30));
        Assert.Equal(At(30), Hear(server, at: 1, remaining: 0, reset: 30));
        Assert.Null(Hear(server, at: 2, remaining: 0, reset: 30));

        Assert.Null(server.Update(Limit(remaining: 0, reset: 100, resetIn: 0), inFlight: 0, At(40)));
    }

    [Fact]
    public void What_is_sent_is_left_no_more_and_what_is_in_flight_may_not_be_counted()
    {
        ServerWindow server = new(Minute);
        server.Update(Limit(remaining: 20, reset: 60, resetIn: 60), inFlight: 3, At(0));
        Assert.Equal(17, server.Left);

        server.OnSent();
        Assert.Equal(16, server.Left);

        // Three answers that say no less were made before that one; then there is one that says less.
        Hear(server, at: 1, remaining: 20, reset: 60, inFlight: 3);
        Hear(server, at: 1, remaining: 21, reset: 60, inFlight: 2);
        Assert.Equal(18, server.Left);
        Hear(server, at: 1, remaining: 17, reset: 60, inFlight: 1);
        Assert.Equal(16, server.Left);
        Hear(server, at: 1, remaining: 20, reset: 60);
        Hear(server, at: 1, remaining: 20, reset: 60);
        Assert.Equal(17, server.Left);
    }

    [Fact]
    public void Who_has_been_due_before_the_reset_of_a_window_that_was_used_up_has_been_held_back()
    {
        ServerWindow server = new(Minute);
        Assert.False(server.HasHeldBack(due: At(-1), At(1)));

        Hear(server, at: 0, remaining: 1, reset: 30);
        Assert.False(server.HasHeldBack(due: At(29), At(30)));

        server.OnSent();
        Assert.True(server.HasHeldBack(due: At(29), At(30)));
        Assert.False(server.HasHeldBack(due: At(30), At(30)));
        Assert.False(server.HasHeldBack(due: At(28), At(29)));
    }

    [Fact]
    public void Neither_rounding_nor_a_reset_that_wanders_tells_the_end_early() => (
        from length in Gen.Int[1, 60_000]
        from offset in Gen.Int[0, 999]
        from answers in Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3_000], Gen.Int[0, 2]).Array[1, 20]
        select (length, offset, answers)).Sample(life =>
        {
            // The server's clock is ahead by less than a second; its reset is rounded up, and its date is cut.
            ServerWindow server = new(Minute);
            TimeSpan end = TimeSpan.FromMilliseconds(life.length);
            TimeSpan offset = TimeSpan.FromMilliseconds(life.offset);
            TimeSpan made = TimeSpan.Zero;
            foreach ((int later, int latency, int jitter) in life.answers)
            {
                made += TimeSpan.FromMilliseconds(later);
                if (made >= end)
                    return;
                double reset = Math.Ceiling((end + offset).TotalSeconds) + jitter;
                TimeSpan now = made + TimeSpan.FromMilliseconds(latency);
                server.Update(Limit(remaining: 5, (long)reset, reset - Math.Floor((made + offset).TotalSeconds)), inFlight: 0, now);

                Assert.InRange(server.Ends, end, end + TimeSpan.FromSeconds(4 + 3));
            }
        });

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1 << 30)]
    [InlineData(1_000)]
    public void A_number_that_was_absurd_once_costs_no_later_window(int absurd)
    {
        foreach (bool isWithinAWindow in (bool[])[false, true])
        {
            ServerWindow server = new(Minute);
            Hear(server, at: 0, remaining: absurd, reset: 60);
            if (isWithinAWindow)
                Hear(server, at: 5, remaining: 89, reset: 60);

            for (int window = 1; window < 8; window++)
            {
                server.OnSent();
                Hear(server, at: window * 60, remaining: 89, reset: (window + 1) * 60);
                Assert.InRange(server.Left, isWithinAWindow && window == 1 ? 10 : 60, 89);
            }
        }
    }

    private static TimeSpan? Hear(ServerWindow server, double at, int remaining, int reset, int inFlight = 0) =>
        server.Update(Limit(remaining, reset, reset - at), inFlight, At(at));

    private static RateLimit Limit(int remaining, long reset, double resetIn) =>
        new() { IsKnown = true, Remaining = remaining, Window = reset, ResetIn = At(resetIn) };

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>What a server's window shows of others with the same key: what they take is learned and left to them.</summary>
public class OthersOnTheKeyTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_goes_and_is_not_ours_is_expected_to_go_on_until_the_window_ends(int window)
    {
        ServerWindow server = new(Minute);
        for (int each = 1; each <= window; each++)
            Hear(server, at: 60 * (each - 1), remaining: 89, each);
        server.OnSent();
        Hear(server, at: (60 * window) - 50, remaining: 78, window);

        // Ten of others in 10 s: 1 a second, of which 1 - 1/e is believed, for 50 s.
        Assert.Equal(LeftOf(78, expected: 50 * (1 - Math.Exp(-1))), server.Left, tolerance: 1e-6);
    }

    [Fact]
    public void A_single_request_that_is_not_ours_is_enough()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 89, window: 1);
        Hear(server, at: 10, remaining: 88, window: 1);

        Assert.Equal(LeftOf(88, expected: 5 * (1 - Math.Exp(-1))), server.Left, tolerance: 1e-6);
    }

    [Fact]
    public void If_they_take_more_than_three_quarters_before_the_first_answer_the_rest_of_what_they_take_is_expected()
    {
        ServerWindow server = new(Minute);
        for (int window = 1; window <= 20; window++)
        {
            Hear(server, at: 60 * (window - 1), remaining: 89, window);
            Hear(server, at: (60 * window) - 1, remaining: 9, window);
        }

        Hear(server, at: 1_200, remaining: 20, window: 21);
        Assert.Equal(LeftOf(20, expected: 80 - 69), server.Left, tolerance: 1e-6);

        // From then on 20 is what there is: nobody has taken any.
        Hear(server, at: 1_260, remaining: 20, window: 22);
        Assert.Equal(LeftOf(20, expected: 11 / 4.0), server.Left, tolerance: 1e-6);
    }

    [Fact]
    public void What_is_expected_of_them_is_no_more_than_half_of_what_is_left()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 89, window: 1);
        Hear(server, at: 10, remaining: 60, window: 1);

        Assert.Equal(LeftOf(60, expected: 30), server.Left, tolerance: 1e-6);
    }

    [Fact]
    public void What_they_took_before_is_left_to_them_in_the_next_window()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 89, window: 1);
        Hear(server, at: 50, remaining: 29, window: 1);
        Hear(server, at: 60, remaining: 89, window: 2);

        // Three quarters of 60; they had not taken any when it began.
        Assert.Equal(LeftOf(89, expected: 45), server.Left, tolerance: 1e-6);

        // 40 of them have come: 5 are to come, or what comes in the next 5 s.
        Hear(server, at: 110, remaining: 49, window: 2);
        double rate = 60 / 50.0 * (1 - Math.Exp(-5));
        rate *= Math.Exp(-0.0001);
        rate += ((40 / 50.0) - rate) * (1 - Math.Exp(-5));
        Assert.Equal(LeftOf(49, expected: Math.Max(5, rate * 5)), server.Left, tolerance: 1e-6);
    }

    [Theory]
    [InlineData(10, 5)]
    // There are no five seconds left.
    [InlineData(57, 3)]
    public void If_they_take_hardly_more_than_before_their_next_seconds_are_expected(double second, double rest)
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 89, window: 1);
        Hear(server, at: 10, remaining: 79, window: 1);
        Hear(server, at: 60, remaining: 89, window: 2);

        // Ten were taken, of which 7.5 are believed; eight of those are hardly more.
        Hear(server, at: 60 + second, remaining: 81, window: 2);
        double rate = (1 - Math.Exp(-1)) * Math.Exp(-0.0001);
        rate += ((8 / second) - rate) * (1 - Math.Exp(-second / 10));
        Assert.Equal(LeftOf(81, expected: rate * rest), server.Left, tolerance: 1e-6);
    }

    [Fact]
    public void What_they_have_taken_before_the_first_answer_of_a_window_counts()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 89, window: 1);
        Hear(server, at: 50, remaining: 28, window: 1);
        server.OnSent();
        Hear(server, at: 70, remaining: 59, window: 2);

        // 60 were taken if the last one of ours was the 61st: 45 are expected, and 30 were taken already.
        Assert.Equal(LeftOf(59, expected: 15), server.Left, tolerance: 1e-6);

        // Usual is the mean of 89 and 59 by now, so 15 were taken; of 45 and 30 a quarter and three make 33.75.
        Hear(server, at: 130, remaining: 59, window: 3);
        Assert.Equal(LeftOf(59, expected: 33.75 - 15), server.Left, tolerance: 1e-6);
    }

    [Fact]
    public void One_burst_of_others_costs_no_whole_window_and_is_forgotten_soon()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 89, window: 1);
        Hear(server, at: 30, remaining: 0, window: 1);
        List<double> left = [];
        for (int window = 2; window < 9; window++)
        {
            server.OnSent();
            Hear(server, at: 60 * (window - 1), remaining: 89, window);
            for (int second = 1; second < 40; second++)
                Hear(server, at: (60 * (window - 1)) + second, remaining: 89, window);
            left.Add(server.Left);
        }

        // 66 are expected at first (one of 89 may have been ours), a quarter of that next.
        Assert.Equal(LeftOf(89, 66), left[0], tolerance: 1e-6);
        Assert.Equal(LeftOf(89, 66.0 / 4), left[1], tolerance: 1e-6);
        Assert.Equal(LeftOf(89, 66.0 / 16), left[2], tolerance: 1e-6);
        Assert.Equal(LeftOf(89, 66.0 / 64), left[3], tolerance: 1e-6);
        Assert.All(left.Skip(4), each => Assert.Equal(89, each));
    }

    [Fact]
    public void If_they_leave_nothing_that_is_a_reason_of_its_own()
    {
        ServerWindow server = new(Minute);
        for (int window = 1; window < 10; window++)
        {
            Hear(server, at: 60 * (window - 1), remaining: 89, window);
            Hear(server, at: (60 * window) - 10, remaining: 0, window);
        }

        Hear(server, at: 540, remaining: 89, window: 10);

        Assert.True(server.IsUsedUpAt(At(540)));
        Assert.True(server.IsLeftToOthers);
    }

    [Fact]
    public void A_window_that_is_used_up_by_ourselves_is_left_to_nobody()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 1, window: 1);
        server.OnSent();

        Assert.True(server.IsUsedUpAt(At(1)));
        Assert.False(server.IsLeftToOthers);
    }

    [Fact]
    public void What_was_in_flight_when_a_window_began_or_lost_since_is_nobody_elses()
    {
        ServerWindow server = new(Minute);
        Hear(server, at: 0, remaining: 89, window: 1);
        // Five at once in the next window: the answer to the last of them comes first, and the first is lost.
        for (int i = 0; i < 5; i++)
            server.OnSent();
        Hear(server, at: 60, remaining: 85, window: 2, inFlight: 3);
        Assert.Equal(82, server.Left);

        server.OnSent();
        Hear(server, at: 120, remaining: 89, window: 3);
        Assert.Equal(89, server.Left);
    }

    [Fact]
    public void Alone_there_are_no_others_whatever_is_in_flight_or_late() => (
        from limit in Gen.Int[1, 100]
        from seconds in Gen.Int[1, 60]
        from longest in Gen.Int[1, Math.Min(8_000, seconds * 500)]
        from requests in Gen.Select(Gen.Int[0, 6_000], Gen.Double[0, 1], Gen.Double[0, 1]).Array[1, 120]
        select (limit, seconds, longest, requests)).Sample(life =>
            new LoneClient(life.limit, TimeSpan.FromSeconds(life.seconds)).Run(
                life.requests.Select(request => (
                    TimeSpan.FromMilliseconds(request.Item1 * (request.Item1 % 3)),
                    TimeSpan.FromMilliseconds(life.longest * request.Item2),
                    TimeSpan.FromMilliseconds(life.longest * request.Item3)))));

    // Somewhat more than is expected goes, and the last one is not ours.
    private static double LeftOf(double remaining, double expected) => remaining - expected - (Math.Sqrt(expected) / 2) - 1;

    private static TimeSpan? Hear(ServerWindow server, double at, int remaining, int window, int inFlight = 0) => server.Update(
        new() { IsKnown = true, Remaining = remaining, Window = 60 * window, ResetIn = At((60 * window) - at) }, inFlight, At(at));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>What follows from a 429, by itself.</summary>
public class ThrottleTests
{
    // What each good answer adds, in requests a second.
    private const double Raise = 0.007;

    [Fact]
    public void A_refusal_halves_the_pace_and_each_good_answer_raises_it_again()
    {
        Throttle throttle = Refused(pace: 1.5);
        throttle.OnAccepted(sentAt: At(10));
        Assert.Equal(1 / (0.75 + Raise), throttle.Spacing.TotalSeconds, tolerance: 1e-6);

        throttle.OnAccepted(sentAt: At(12));
        Assert.Equal(1 / (0.75 + (2 * Raise)), throttle.Spacing.TotalSeconds, tolerance: 1e-6);
    }

    [Fact]
    public void The_next_one_halves_what_is_left_of_it()
    {
        Throttle throttle = Refused(pace: 1.5);
        throttle.OnAccepted(sentAt: At(10));
        throttle.OnRefused(At(10), pace: 1.5, sentAt: At(11), now: At(11));
        throttle.OnAccepted(sentAt: At(21));

        Assert.Equal(1 / (((0.75 + Raise) / 2) + Raise), throttle.Spacing.TotalSeconds, tolerance: 1e-6);
    }

    [Fact]
    public void Refusals_in_a_row_are_one_episode_and_halve_it_once()
    {
        Throttle throttle = Refused(pace: 1.5);
        throttle.OnRefused(At(10), pace: 1.5, sentAt: At(0), now: At(1));
        throttle.OnRefused(At(10), pace: 1.5, sentAt: At(11), now: At(11));
        throttle.OnAccepted(sentAt: At(21));

        Assert.Equal(1 / (0.75 + Raise), throttle.Spacing.TotalSeconds, tolerance: 1e-6);
    }

    [Fact]
    public void A_late_refusal_of_what_was_sent_before_the_pause_tells_the_same_story()
    {
        Throttle throttle = new(At(60));
        throttle.OnRefused(asked: null, pace: 1.5, sentAt: At(0), now: At(0));
        throttle.OnAccepted(sentAt: At(1));

        Assert.Equal(At(3), throttle.OnRefused(asked: null, pace: 1.5, sentAt: At(0), now: At(2)));
        throttle.OnAccepted(sentAt: At(3));
        Assert.Equal(1 / (0.75 + (2 * Raise)), throttle.Spacing.TotalSeconds, tolerance: 1e-6);
    }

    [Theory]
    [InlineData(321, false)]
    [InlineData(322, true)]
    public void At_twice_the_pace_that_was_refused_it_is_free_again(int answers, bool isFree)
    {
        // From 0.75 to 3: 321.4 answers.
        Throttle throttle = Refused(pace: 1.5);
        for (int i = 0; i < answers; i++)
            throttle.OnAccepted(sentAt: At(10));

        Assert.Equal(isFree, throttle.Spacing == TimeSpan.Zero);
    }

    [Fact]
    public void A_pace_that_is_free_again_is_refused_as_the_first_time()
    {
        Throttle throttle = Refused(pace: 1.5);
        for (int i = 0; i < 400; i++)
            throttle.OnAccepted(sentAt: At(10));
        throttle.OnRefused(At(10), pace: 1, sentAt: At(100), now: At(100));
        throttle.OnAccepted(sentAt: At(110));

        Assert.Equal(1 / (0.5 + Raise), throttle.Spacing.TotalSeconds, tolerance: 1e-6);
    }

    [Fact]
    public void The_pace_is_never_less_than_one_in_a_window()
    {
        Throttle throttle = Refused(pace: 0.02);
        throttle.OnAccepted(sentAt: At(10));

        Assert.Equal(1 / ((1.0 / 60) + Raise), throttle.Spacing.TotalSeconds, tolerance: 1e-6);
    }

    [Fact]
    public void What_finds_out_whether_a_pause_was_long_enough_is_not_delayed_by_the_pace()
    {
        Throttle throttle = Refused(pace: 1.5);
        Assert.True(throttle.IsProbing);
        Assert.Equal(TimeSpan.Zero, throttle.Spacing);

        throttle.OnAccepted(sentAt: At(9.9));
        Assert.True(throttle.IsProbing);

        throttle.OnAccepted(sentAt: At(10));
        Assert.False(throttle.IsProbing);
    }

    [Fact]
    public void If_the_service_says_what_is_left_nothing_is_halved()
    {
        Throttle throttle = Refused(pace: null);
        throttle.OnAccepted(sentAt: At(10));
        Assert.Equal(TimeSpan.Zero, throttle.Spacing);
    }

    [Theory]
    [InlineData(60, new double[] { 1, 2, 4, 8, 16, 32, 60, 60 })]
    [InlineData(1, new double[] { 1, 2, 4, 8, 16, 32, 60, 60 })]
    [InlineData(100, new double[] { 1, 2, 4, 8, 16, 32, 64, 100 })]
    public void If_nobody_says_how_long_to_wait_each_refusal_of_a_row_waits_longer(double window, double[] pauses)
    {
        Throttle throttle = new(At(window));
        TimeSpan now = At(5);
        foreach (double pause in pauses)
        {
            Assert.Equal(now + At(pause), throttle.OnRefused(asked: null, pace: null, sentAt: now, now));
            now += At(pause);
        }

        throttle.OnAccepted(sentAt: now);
        Assert.Equal(now + At(1), throttle.OnRefused(asked: null, pace: null, sentAt: now, now));
    }

    [Fact]
    public void Time_is_open_while_there_is_no_pause()
    {
        Throttle throttle = new(At(60));
        Assert.Equal(At(5), throttle.OpenTime(At(5)));

        throttle.OnRefused(At(10), pace: null, sentAt: At(5), now: At(5));
        throttle.OnRefused(At(10), pace: null, sentAt: At(5), now: At(12));

        double[] open = [.. new[] { 12.0, 15, 22, 30 }.Select(now => throttle.OpenTime(At(now)).TotalSeconds)];
        Assert.Equal([5, 5, 5, 13], open);
    }

    [Fact]
    public void A_refusal_of_others_closes_the_time_and_nothing_else()
    {
        Throttle throttle = new(At(60));
        throttle.OnOthersRefused(At(15), now: At(5));

        double[] open = [.. new[] { 5.0, 10, 15, 22 }.Select(now => throttle.OpenTime(At(now)).TotalSeconds)];
        Assert.Equal([5, 5, 5, 12], open);
        Assert.Equal((TimeSpan.Zero, false, TimeSpan.Zero), (throttle.PausedUntil, throttle.IsProbing, throttle.Spacing));
    }

    [Fact]
    public void However_pauses_overlap_open_time_is_what_they_leave() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 30], Gen.Bool).Array[1, 20].Sample(refusals =>
        {
            Throttle throttle = new(At(60));
            HashSet<int> own = [];
            HashSet<int> paused = [];
            int now = 0;
            foreach ((int later, int asked, bool isOthers) in refusals)
            {
                now += later;
                IEnumerable<int> pause = Enumerable.Range(now, asked);
                if (isOthers)
                {
                    // What is heard last of the others holds for the time to come: they may have forgotten a longer one.
                    paused.RemoveWhere(second => second >= now && !own.Contains(second));
                    throttle.OnOthersRefused(At(now + asked), At(now));
                }
                else
                {
                    throttle.OnRefused(At(asked), pace: null, sentAt: At(now), At(now));
                    own.UnionWith(pause);
                }
                paused.UnionWith(pause);
            }

            for (int at = now; at < now + 40; at++)
                Assert.Equal(at - paused.Count(second => second < at), throttle.OpenTime(At(at)).TotalSeconds);
        });

    [Fact]
    public void A_pause_without_an_end_overflows_nothing()
    {
        Throttle throttle = new(At(60));

        Assert.Equal(Clock.Never, throttle.OnRefused(TimeSpan.MaxValue, pace: 1, sentAt: At(5), now: At(5)));
        Assert.Null(throttle.OnRefused(TimeSpan.MaxValue, pace: 1, sentAt: At(6), now: At(6)));
        throttle.OnOthersRefused(Clock.Never, now: At(7));
        Assert.Equal(At(5), throttle.OpenTime(At(1_000)));
    }

    // By 10 s the pause is over.
    private static Throttle Refused(double? pace)
    {
        Throttle throttle = new(At(60));
        Assert.Equal(At(10), throttle.OnRefused(At(10), pace, sentAt: At(0), now: At(0)));
        return throttle;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

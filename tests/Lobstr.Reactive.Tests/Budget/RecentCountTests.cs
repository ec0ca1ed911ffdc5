using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>What happened within the last minute, to a second of it.</summary>
public class RecentCountTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    [Fact]
    public void It_counts_what_happened_within_the_last_window_to_a_sixtieth_of_it() =>
        Gen.Int[0, 8_000].Array[0, 200].Sample(delays =>
        {
            RecentCount count = new(Window);
            List<TimeSpan> instants = [];
            TimeSpan now = TimeSpan.Zero;
            foreach (int delay in delays)
            {
                now += TimeSpan.FromMilliseconds(delay);
                count.Add(now);
                instants.Add(now);
            }

            TimeSpan slack = Window / 60;
            Assert.InRange(count.At(now), instants.Count(instant => instant > now - Window + slack), instants.Count(instant => instant > now - Window));
        });

    [Fact]
    public void After_a_window_there_is_nothing_left()
    {
        RecentCount count = new(Window);
        count.Add(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 0, 0), (count.At(TimeSpan.FromSeconds(60)), count.At(TimeSpan.FromSeconds(61)), count.At(TimeSpan.FromHours(1))));
    }

    [Fact]
    public void What_comes_after_a_long_silence_counts_alone()
    {
        RecentCount count = new(Window);
        count.Add(TimeSpan.FromSeconds(1));
        count.Add(TimeSpan.FromHours(1));

        Assert.Equal(1, count.At(TimeSpan.FromHours(1)));
    }
}

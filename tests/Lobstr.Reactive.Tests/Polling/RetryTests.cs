using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>How transient faults are retried.</summary>
public class RetryTests
{
    private static readonly Func<double> Half = () => 0.5;

    [Fact]
    public void The_delays_double_from_one_second_and_the_last_fault_ends_the_watch()
    {
        HttpRequestException last = new("the sixth");
        WatchRun run = new(new() { Retry = RetryPolicy.Default with { Jitter = Half } });
        run.Polls.Fails(new IOException("one of the first five")).Times(5).Fails(last);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0.5  poll
            1.5  poll
            3.5  poll
            7.5  poll
            15.5  poll
            15.5  error HttpRequestException
            """);
        Assert.Same(last, run.Observer.Error);
    }

    [Fact]
    public void No_delay_is_longer_than_MaxDelay()
    {
        WatchRun run = new(new()
        {
            Retry = new() { MaxRetries = 4, BaseDelay = TimeSpan.FromSeconds(10), MaxDelay = TimeSpan.FromSeconds(30), Jitter = Half },
        });
        run.Polls.Fails(new IOException()).Times(5);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            5  poll
            15  poll
            30  poll
            45  poll
            45  error IOException
            """);
    }

    [Fact]
    public void The_jitter_is_drawn_anew_before_each_retry()
    {
        Queue<double> draws = new([0, 0.25, 0.75]);
        WatchRun run = new(new() { Retry = new() { MaxRetries = 3, BaseDelay = TimeSpan.FromSeconds(8), Jitter = draws.Dequeue } });
        run.Polls.Fails(new IOException()).Times(4);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  poll
            4  poll
            26.5  poll
            26.5  error IOException
            """);
        Assert.Empty(draws);
    }

    [Fact]
    public void Without_a_jitter_of_ones_own_the_delays_are_random_parts_of_the_longest_ones()
    {
        HashSet<double> instants = [];
        for (int i = 0; i < 20; i++)
        {
            WatchRun run = new(new() { Retry = new() { MaxRetries = 1, BaseDelay = TimeSpan.FromSeconds(10) } });
            run.Polls.Fails(new IOException()).Times(2);
            run.SubscribeAndRunTo(3600);
            Assert.Equal(2, run.Polls.Calls);
            instants.Add(run.Transcript.InstantsOf("poll")[1]);
        }

        Assert.All(instants, instant => Assert.InRange(instant, 0, 10));
        Assert.True(instants.Count > 5, "Twenty draws should not be nearly all the same.");
    }

    [Fact]
    public void A_good_answer_starts_the_count_anew_even_where_it_is_not_emitted()
    {
        WatchRun run = new(new() { Retry = new() { MaxRetries = 1, Jitter = Half } });
        run.Polls.Fails(new IOException()).Answers(Pending).Fails(new IOException()).Answers(Pending)
            .Fails(new IOException()).Fails(new TimeoutException());

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0.5  poll
            0.5  next PENDING
            2.5  poll
            3  poll
            5  poll
            5.5  poll
            5.5  error TimeoutException
            """);
    }

    [Fact]
    public void A_good_answer_starts_the_delays_anew()
    {
        WatchRun run = new(new() { Retry = new() { Jitter = Half } });
        run.Polls.Fails(new IOException()).Times(3).Answers(Pending).Fails(new IOException()).Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0.5  poll
            1.5  poll
            3.5  poll
            3.5  next PENDING
            5.5  poll
            6  poll
            6  next SUCCESS
            6  completed
            """);
    }

    [Fact]
    public void A_thousand_and_more_retries_survive_their_own_doubling()
    {
        WatchRun run = new(new() { Retry = new() { MaxRetries = 2000, MaxDelay = TimeSpan.FromSeconds(2), Jitter = Half } });
        run.Polls.Fails(new IOException()).Times(2000).Answers(Success);

        run.SubscribeAndRunTo(2001);

        Assert.Equal(2001, run.Polls.Calls);
        Assert.Equal("1999.5  completed", run.Transcript.Lines[^1]);
    }
}

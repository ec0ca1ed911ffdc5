using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>The user's own say in retries: Jitter and ShouldRetry.</summary>
public class RetryDecisionTests
{
    private static readonly Func<double> Half = () => 0.5;

    [Fact]
    public void ShouldRetry_decides_instead_of_the_list()
    {
        InvalidOperationException cured = new("cured by patience");
        IOException end = new("not to be retried");
        List<Exception> asked = [];
        WatchRun run = new(new()
        {
            Retry = new() { Jitter = Half, ShouldRetry = fault => { asked.Add(fault); return fault is InvalidOperationException; } },
        });
        run.Polls.Fails(cured).Answers(Pending).Throws(end);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0.5  poll
            0.5  next PENDING
            2.5  poll
            2.5  error IOException
            """);
        Assert.Equal<Exception>([cured, end], asked);
        Assert.Same(end, run.Observer.Error);
    }

    [Fact]
    public void ShouldRetry_does_not_lift_the_limit_of_retries()
    {
        WatchRun run = new(new() { Retry = new() { MaxRetries = 2, Jitter = Half, ShouldRetry = _ => true } });
        run.Polls.Fails(new InvalidOperationException()).Forever();

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0.5  poll
            1.5  poll
            1.5  error InvalidOperationException
            """);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_jitter_outside_its_range_goes_to_OnError(double draw)
    {
        WatchRun run = new(new() { Retry = new() { Jitter = () => draw } });
        run.Polls.Fails(new IOException());

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  error InvalidOperationException
            """);
        Assert.Contains("Jitter", run.Observer.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_throwing_jitter_goes_to_OnError(double latency)
    {
        ArithmeticException thrown = new("no dice");
        WatchRun run = new(new() { Retry = new() { Jitter = () => throw thrown } });
        run.Polls.Fails(new IOException(), after: latency);

        run.Says(until: 60, $"""
            0  subscribe
            0  poll
            {latency}  error ArithmeticException
            """);
        Assert.Same(thrown, run.Observer.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_throwing_ShouldRetry_goes_to_OnError(double latency)
    {
        ArithmeticException thrown = new("no idea");
        WatchRun run = new(new() { Retry = new() { ShouldRetry = _ => throw thrown } });
        run.Polls.Fails(new IOException(), after: latency);

        run.Says(until: 60, $"""
            0  subscribe
            0  poll
            {latency}  error ArithmeticException
            """);
        Assert.Same(thrown, run.Observer.Error);
    }

    [Fact]
    public void Jitter_and_ShouldRetry_run_on_the_scheduler_while_no_notification_is_made()
    {
        List<string> calls = [];
        WatchRun run = new();
        WatchOptions options = new()
        {
            Retry = new()
            {
                Jitter = () => { calls.Add($"{run.Transcript.Seconds} jitter"); return 0.5; },
                ShouldRetry = _ => { calls.Add($"{run.Transcript.Seconds} decide"); return true; },
            },
        };
        run.Polls.Fails(new IOException(), after: 3).Answers(Success);

        run.Observer.SubscribeTo(UploadStatusObservable.Create(run.Polls.Poll, options, run.Scheduler));
        run.RunTo(60);

        Assert.Equal(["3 decide", "3 jitter"], calls);
        Assert.Equal("3.5  completed", run.Transcript.Lines[^1]);
    }
}

using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>What the answers of polls teach about how long uploads live: between which ages each was seen, and whether it had ended.</summary>
public class ObservedLifeTests
{
    private readonly QueueRun _run = new();

    [Fact]
    public void Each_answer_tells_of_the_time_since_the_one_before()
    {
        QueueRun.HandPoll poll = _run.PollOf("a");
        _run.RunTo(5);
        _run.Watch(poll, every: 20);
        Answer(poll, at: 6, Pending);
        Answer(poll, at: 29, Pending);
        Answer(poll, at: 51, Success);

        // It was due at 5 s, at 26 s and at 49 s, 20 s after the answer before.
        AssertKnown((0, 1, false), (1, 24, false), (24, 46, true));
    }

    [Fact]
    public void Of_several_watches_the_one_that_came_last_knows_least_and_counts()
    {
        QueueRun.HandPoll poll = _run.PollOf("a");
        _run.Watch(poll, every: 20);
        Answer(poll, at: 1, Pending);
        _run.At(10, () => _run.Watch(poll, every: 20, name: "second"));
        _run.RunTo(10.5);
        Answer(poll, at: 11, Pending);
        Answer(poll, at: 35, Success);

        // For the second one it is 1 s old, then 25 s; it was due again at 31 s.
        AssertKnown((0, 1, false), (0, 1, false), (1, 25, true));
    }

    private void Answer(QueueRun.HandPoll poll, double at, UploadState state)
    {
        _run.RunTo(at);
        poll.Brings(state);
    }

    private void AssertKnown(params (double From, double To, bool HasEnded)[] observed)
    {
        LifeTable expected = new();
        foreach ((double from, double to, bool hasEnded) in observed)
            expected.Observe(At(from), At(to), hasEnded);
        double[] ages = [0, 0.5, 1, 2, 5, 10, 22, 24, 30, 50, 100, 1_000];
        // The work of the scheduler takes a tick or two.
        Assert.All(ages.Zip(ages.Skip(1)), span => Assert.Equal(
            1, _run.Family.Lives.Expected(At(span.First), At(span.Second)) / expected.Expected(At(span.First), At(span.Second)), tolerance: 1e-3));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

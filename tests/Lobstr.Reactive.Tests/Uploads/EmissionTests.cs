using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Which answers reach the subscriber.</summary>
public class EmissionTests
{
    private static readonly UploadMeta Half = new() { Valid = 4, Inserted = 3, Duplicates = 1 };

    [Fact]
    public void A_status_that_differs_from_the_last_one_is_emitted_and_an_equal_one_is_not()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Times(2).Answers(Progress).Answers(PollScript.Status(Progress, Half)).Times(2)
            .Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            4  poll
            4  next PROGRESS
            6  poll
            6  next PROGRESS (valid 4, inserted 3, duplicates 1, invalid 0)
            8  poll
            10  poll
            10  next SUCCESS
            10  completed
            """);
    }

    [Fact]
    public void An_equal_status_that_is_another_object_is_not_emitted()
    {
        WatchRun run = new();
        run.Polls.Answers(PollScript.Status(Progress, Half)).Answers(PollScript.Status(Progress, Half with { }))
            .Answers(PollScript.Status(Progress, Half) with { RawState = "PROGRESS" }).HangsUntilCancelled();

        run.Says(until: 7, """
            0  subscribe
            0  poll
            0  next PROGRESS (valid 4, inserted 3, duplicates 1, invalid 0)
            2  poll
            4  poll
            6  poll
            """);
    }

    [Fact]
    public void A_status_that_comes_back_is_emitted_again()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Answers(Progress).Answers(Pending).HangsUntilCancelled();

        run.Says(until: 5, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            2  next PROGRESS
            4  poll
            4  next PENDING
            """);
    }

    [Fact]
    public void An_unknown_state_is_emitted_like_any_other_and_polling_goes_on()
    {
        WatchRun run = new();
        run.Polls.Answers(PollScript.Status(Unknown) with { RawState = "STARTED" }).Times(2)
            .Answers(PollScript.Status(Unknown) with { RawState = "RETRY" })
            .Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next STARTED
            2  poll
            4  poll
            4  next RETRY
            6  poll
            6  next SUCCESS
            6  completed
            """);
    }

    [Fact]
    public void SUCCESS_is_emitted_and_completes_even_as_the_first_answer()
    {
        WatchRun run = new();
        run.Polls.Answers(PollScript.Status(Success, Half));

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next SUCCESS (valid 4, inserted 3, duplicates 1, invalid 0)
            0  completed
            """);
    }

    [Fact]
    public void FAILURE_is_emitted_and_then_ends_with_UploadFailedException()
    {
        UploadStatus failure = PollScript.Status(Failure, Half);
        WatchRun run = new();
        run.Polls.Answers(Pending).Answers(failure);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            2  next FAILURE (valid 4, inserted 3, duplicates 1, invalid 0)
            2  error UploadFailedException
            """);
        UploadFailedException error = Assert.IsType<UploadFailedException>(run.Observer.Error);
        Assert.Equal(failure, error.Status);
        Assert.Equal(PollScript.Id, error.UploadTaskId);
        Assert.Contains(PollScript.Id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_emitted_status_is_the_very_object_that_was_answered()
    {
        UploadStatus success = PollScript.Status(Success);
        WatchRun run = new();
        run.Polls.Answers(success);

        run.SubscribeAndRunTo(1);

        Assert.Same(success, Assert.Single(run.Observer.Values));
    }
}

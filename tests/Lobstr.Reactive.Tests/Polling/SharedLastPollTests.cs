using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>The last poll of a watch is made at its deadline, whatever was sent for others before.</summary>
public class SharedLastPollTests
{
    private static readonly WatchOptions TenSeconds = new() { Timeout = TimeSpan.FromSeconds(10), Schedule = PollSchedule.Every(TimeSpan.FromSeconds(100)) };
    private static readonly WatchOptions Others = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(7)) };

    [Fact]
    public void A_poll_that_another_watch_has_under_way_at_the_deadline_is_followed_by_the_last_one()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Progress, after: 4).Answers(200, ClientRun.Success, after: 5);
        RawObserver<UploadStatus> other = new RawObserver<UploadStatus>(run.Transcript, "other").SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id, Others));

        run.WatchTo(60, TenSeconds);

        run.Says("""
            0  other subscribe
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            0  other next PENDING
            7  GET /v1/tasks/upload/up-1
            11  next PROGRESS
            11  other next PROGRESS
            11  GET /v1/tasks/upload/up-1
            16  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            16  completed
            16  other next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            16  other completed
            """);
        Assert.True(other.HasEnded);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(404)]
    public void A_fault_of_such_a_poll_is_not_that_of_the_last_one(int status)
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(status, "", after: 4).Answers(202, ClientRun.Pending);
        run.Client.Uploads.Watch(ClientRun.Id, Others with { NotFoundGrace = TimeSpan.FromMinutes(1) }).Subscribe(_ => { }, _ => { });

        run.WatchTo(11.5, TenSeconds with { NotFoundGrace = TimeSpan.FromMinutes(1) });

        Assert.Equal([0, 7, 11], run.Transcript.InstantsOf("GET"));
        Assert.Null(Assert.IsType<UploadTimeoutException>(run.Observer.Error).InnerException);
    }

    [Fact]
    public void A_429_of_such_a_poll_ends_the_watch_for_the_last_one_cannot_be_sent()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(429, "", after: 4, headers: ("Retry-After", "30")).Answers(202, ClientRun.Pending);
        run.Client.Uploads.Watch(ClientRun.Id, Others).Subscribe(_ => { }, _ => { });

        run.WatchTo(30, TenSeconds);

        Assert.Equal([11], run.Transcript.InstantsOf("error UploadTimeoutException"));
        Assert.Equal([0, 7], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void The_answer_to_a_call_that_was_made_before_the_deadline_is_not_the_last_one()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Progress, after: 3).Answers(200, ClientRun.Success, after: 5);
        run.At(9, () => run.Client.Uploads.GetStatusAsync(ClientRun.Id, TestContext.Current.CancellationToken));

        run.WatchTo(60, TenSeconds);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            9  GET /v1/tasks/upload/up-1
            10  GET /v1/tasks/upload/up-1
            12  next PROGRESS
            15  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            15  completed
            """);
    }
}

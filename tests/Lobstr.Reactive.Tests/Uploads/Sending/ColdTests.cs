using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class ColdTests : PipelineTest
{
    private readonly List<ScriptedStream> _opened = [];
    private readonly IObservable<UploadStatus> _sending;

    public ColdTests() => _sending = Client.Uploads.SendAndWatch(Squid, TaskFile.FromStream(Open, "tasks.csv"));

    [Fact]
    public void Nothing_is_opened_or_sent_before_somebody_subscribes()
    {
        RunTo(60);

        Assert.Empty(_opened);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Fact]
    public void Subscribe_returns_before_anything_is_opened()
    {
        Subscribe(_sending);

        Assert.Empty(_opened);
        RunTo(0.001);
        Assert.Single(_opened);
    }

    [Fact]
    public void Each_subscription_opens_the_file_anew_and_closes_it()
    {
        Subscribe(_sending);
        Run();
        Subscribe(_sending);
        Run();

        Assert.Equal(2, _opened.Count);
        Assert.All(_opened, file => Assert.True(file.IsClosed));
        Assert.Equal(2, Simulator.Uploads.Count);
        Assert.Equal(3, Simulator.Uploads[1].Meta.Duplicates);
    }

    [Fact]
    public void The_file_is_closed_as_soon_as_it_is_sent()
    {
        Subscribe(_sending);
        RunTo(0.001);

        Assert.Single(Simulator.Uploads);
        Assert.True(_opened[0].IsClosed);
    }

    [Fact]
    public void It_emits_what_the_watch_emits()
    {
        Simulator.ScriptNextUpload(UploadScript.Pending(Seconds(3)).Progress(Seconds(4), new UploadMeta { Valid = 1, Inserted = 1 }).Succeeds());
        Subscribe(_sending);
        Run();

        Assert.Equal(
            """
            0  subscribe
            0  next PENDING
            4  next PROGRESS (valid 1, inserted 1, duplicates 0, invalid 0)
            8  next SUCCESS (valid 3, inserted 3, duplicates 0, invalid 0)
            8  completed
            """,
            Transcript.ToString());
    }

    [Fact]
    public void An_upload_that_fails_is_an_error_after_its_status()
    {
        Simulator.ScriptNextUpload(UploadScript.Fails());
        RawObserver<UploadStatus> observer = Subscribe(_sending);
        Run();

        Assert.Equal(["0  subscribe", "0  next FAILURE", "0  error UploadFailedException"], Transcript.Lines);
        Assert.Equal(Simulator.Uploads[0].Id, Assert.IsType<UploadFailedException>(observer.Error).UploadTaskId);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public void A_service_may_take_half_a_minute_to_learn_of_the_upload(double seconds, bool isFound)
    {
        Simulator.ScriptNextUpload(UploadScript.NotFound(Seconds(seconds)).Succeeds());
        RawObserver<UploadStatus> observer = Subscribe(_sending);
        Run();

        Assert.Equal(isFound, observer.Error is null);
        if (!isFound)
            Assert.IsType<UploadNotFoundException>(observer.Error);
    }

    [Fact]
    public void A_longer_grace_of_the_users_own_counts()
    {
        Simulator.ScriptNextUpload(UploadScript.NotFound(Seconds(100)).Succeeds());
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, Csv(), new WatchOptions { NotFoundGrace = Seconds(120) }));
        Run();

        Assert.Null(observer.Error);
    }

    [Fact]
    public void The_timeout_counts_from_the_end_of_the_sending()
    {
        Simulator.ScriptNextUpload(UploadScript.StaysPending());
        var file = TaskFile.FromStream(() => new ScriptedStream(Clock, pieces: 4) { PieceTime = Seconds(10) }, "tasks.csv");
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, file, new WatchOptions { Timeout = Seconds(7) }));
        Run();

        // Three pieces after the first and the end: 40 s.
        Assert.Equal(["0  subscribe", "40  next PENDING", "47  error UploadTimeoutException"], Transcript.Lines);
        Assert.Equal(Seconds(7), Assert.IsType<UploadTimeoutException>(observer.Error).Elapsed);
    }

    [Fact]
    public void Nothing_is_read_before_the_service_wants_it()
    {
        Simulator.Faults.Always(Fault.Hang);
        Subscribe(_sending);
        RunTo(5);

        // One piece, to see that there is something.
        Assert.Equal(1, _opened[0].Reads);
    }

    [Fact]
    public void Arguments_are_checked_at_the_call()
    {
        Assert.Throws<ArgumentException>(() => Client.Uploads.SendAndWatch("a/b", Csv()));
        Assert.Throws<ArgumentNullException>(() => Client.Uploads.SendAndWatch(Squid, null!));
        Assert.Throws<ArgumentException>(() => Client.Uploads.SendAndWatch(Squid, Csv(), new WatchOptions { Timeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => { _ = Client.Uploads.SendAsync("", Csv()); });
        Assert.Throws<ArgumentNullException>(() => { _ = Client.Uploads.SendAsync(Squid, null!); });
    }

    private ScriptedStream Open()
    {
        var file = new ScriptedStream(Clock, pieces: 4);
        _opened.Add(file);
        return file;
    }
}

using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Time that a 429 makes everybody wait does not use <see cref="WatchOptions.NotFoundGrace"/> up, whichever client of a shared budget was refused.</summary>
public sealed class SharedGraceTests : PipelineTest
{
    private static readonly WatchOptions Patient = new() { NotFoundGrace = TimeSpan.FromSeconds(5), Retry = RetryPolicy.None };

    private readonly InMemorySharedBudget _shared;
    private readonly LobstrClient _other;

    public SharedGraceTests()
    {
        _shared = new InMemorySharedBudget(Clock);
        ClientOptions = new LobstrClientOptions { SharedBudget = _shared };
        _other = Simulator.CreateClient(options => options with { SharedBudget = _shared });
    }

    [Fact]
    public void An_upload_that_is_known_after_the_pause_of_another_client_is_watched_to_its_end()
    {
        string id = Simulator.AddUpload(UploadScript.NotFound(Seconds(63)).Succeeds());
        OtherIsRefused(at: 1, pause: 60);
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.Watch(id, Patient));
        Run();

        Assert.Equal([0, 61, 63], SentAt(id));
        Assert.Equal(UploadState.Success, Assert.Single(observer.Values).State);
        Assert.True(observer.HasEnded && observer.Error is null);
    }

    [Fact]
    public void An_upload_that_is_not_known_soon_after_the_pause_is_not_found()
    {
        string id = Simulator.AddUpload(UploadScript.NeverFound);
        OtherIsRefused(at: 1, pause: 60);
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.Watch(id, Patient));
        Run();

        // It hears of the pause when it wants to poll, at 2 s: three seconds are left.
        Assert.Equal([0, 61, 63, 65], SentAt(id));
        Assert.IsType<UploadNotFoundException>(observer.Error);
    }

    [Fact]
    public void The_watch_of_what_was_just_sent_waits_as_long()
    {
        Simulator.ScriptNextUpload(UploadScript.NotFound(Seconds(70)).Succeeds());
        OtherIsRefused(at: 1, pause: 60);
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, Csv()));
        Run();

        Assert.Equal(UploadState.Success, Assert.Single(observer.Values).State);
    }

    public override void Dispose()
    {
        _other.Dispose();
        base.Dispose();
    }

    private void OtherIsRefused(double at, double pause)
    {
        string other = Simulator.AddUpload(UploadScript.Succeeds());
        At(at, () =>
        {
            Simulator.Faults.OnRequest(
                1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(pause)), request => request.Path.EndsWith(other, StringComparison.Ordinal));
            _other.Uploads.Watch(other).Subscribe(_ => { });
        });
    }

    private IEnumerable<double> SentAt(string id) => Simulator.Requests.Where(request => request.Path.EndsWith(id, StringComparison.Ordinal)).Select(request => Math.Round(request.SentAt.TotalSeconds, 2));
}

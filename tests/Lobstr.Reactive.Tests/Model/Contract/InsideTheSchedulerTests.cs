using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>Every notification is made from an action on the scheduler, also if everything has come before Subscribe returns.</summary>
public sealed class InsideTheSchedulerTests : IDisposable
{
    private const string Squid = "d6f2db4c5e0a4b6f9b2f3c1a7e8d9f00";

    private readonly HistoricalScheduler _time = new();
    private readonly JoinedThreadScheduler _scheduler;
    private readonly LobstrSimulator _service;
    private readonly LobstrClient _client;

    public InsideTheSchedulerTests()
    {
        _scheduler = new(_time);
        _service = new(_time);
        _client = _service.CreateClient(options => options with { Scheduler = _scheduler });
    }

    [Theory]
    [InlineData(StreamKind.UploadsWatch)]
    [InlineData(StreamKind.UploadsSendAndWatch)]
    [InlineData(StreamKind.WhenSucceeded)]
    [InlineData(StreamKind.RunsWatch)]
    [InlineData(StreamKind.RunsWatchStats)]
    [InlineData(StreamKind.RunsStart)]
    [InlineData(StreamKind.RunsResults)]
    public void Every_stream_is_told_inside_it(StreamKind kind)
    {
        List<bool> isInside = [];
        bool hasEnded = false;

        Open(kind).Subscribe(
            _ => isInside.Add(_scheduler.IsInside),
            error => throw error,
            () =>
            {
                isInside.Add(_scheduler.IsInside);
                hasEnded = true;
            });
        _time.AdvanceBy(TimeSpan.FromHours(1));

        Assert.True(hasEnded);
        Assert.DoesNotContain(false, isInside);
    }

    public void Dispose() => _client.Dispose();

    private IObservable<Unit> Open(StreamKind kind)
    {
        string upload = _service.AddUpload(UploadScript.Succeeds());
        string run = _service.AddRun(RunScript.Succeeds(results: 250));
        TaskFile file = TaskFile.FromText("url\nhttps://example.com/1\n", "tasks.csv");
        return kind switch
        {
            StreamKind.UploadsWatch => Units(_client.Uploads.Watch(upload)),
            StreamKind.UploadsSendAndWatch => Units(_client.Uploads.SendAndWatch(Squid, file)),
            StreamKind.WhenSucceeded => Units(_client.Uploads.Watch(upload).WhenSucceeded()),
            StreamKind.RunsWatch => Units(_client.Runs.Watch(run)),
            StreamKind.RunsWatchStats => Units(_client.Runs.WatchStats(run)),
            StreamKind.RunsStart => Units(_client.Runs.Start(Squid)),
            StreamKind.RunsResults => Units(_client.Runs.Results(run)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static IObservable<Unit> Units<T>(IObservable<T> stream) => stream.Select(_ => Unit.Default);
}

using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A client over a scripted far end, in virtual time.</summary>
public sealed class ClientRun : VirtualRun, IDisposable
{
    public const string Id = "up-1";
    public const string Key = "0123456789abcdef0123456789abcdefdeadbeef";
    public const string Pending = """{"id":"up-1","object":"task_upload","state":"PENDING","meta":null}""";
    public const string Progress = """{"id":"up-1","object":"task_upload","state":"PROGRESS","meta":null}""";
    public const string Success = """{"id":"up-1","object":"task_upload","state":"SUCCESS","meta":{"duplicates":0,"inserted":8,"invalid":0,"valid":8}}""";
    public const string Failure = """{"id":"up-1","object":"task_upload","state":"FAILURE","meta":null}""";

    private readonly HttpClient _http;

    public ClientRun(Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        Service = new(Scheduler, Transcript);
        Observer = new(Transcript);
        _http = new HttpClient(Service) { Timeout = Timeout.InfiniteTimeSpan };
        LobstrClientOptions options = new() { ApiKey = Key, Scheduler = Scheduler };
        options = configure?.Invoke(options) ?? options;
        ScheduledOn = options.Scheduler;
        Client = new LobstrClient(_http, options);
    }

    /// <summary>The scheduler of the client: the test scheduler, unless the test has put another one in front of it.</summary>
    public IScheduler ScheduledOn { get; }

    public StubHandler Service { get; }

    public LobstrClient Client { get; }

    public RawObserver<UploadStatus> Observer { get; }

    /// <summary>Watches now and runs everything up to an instant.</summary>
    public ClientRun WatchTo(double seconds, WatchOptions? options = null)
    {
        Observer.SubscribeTo(Client.Uploads.Watch(Id, options));
        RunTo(seconds);
        return this;
    }

    /// <summary>Asks once and gives the finished task; an answer must come within a virtual minute.</summary>
    public Task<UploadStatus> Ask()
    {
        Task<UploadStatus> answer = Client.Uploads.GetStatusAsync(Id, TestContext.Current.CancellationToken);
        RunTo(Transcript.Seconds + 60);
        Assert.True(answer.IsCompleted, "There should be an answer by now.");
        return answer;
    }

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}

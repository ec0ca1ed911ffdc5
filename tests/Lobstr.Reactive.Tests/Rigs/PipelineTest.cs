using System.Globalization;
using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>The real client over the simulated service, all in virtual time.</summary>
public abstract class PipelineTest : IDisposable
{
    protected const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    protected const string TwoRows = "url\nhttps://example.com/1\nhttps://example.com/2\n";

    private LobstrSimulator? _simulator;
    private HttpClient? _http;
    private LobstrClient? _client;

    protected PipelineTest() => Transcript = new Transcript(Clock);

    protected HistoricalScheduler Clock { get; } = new();

    /// <summary>Set before the first use of the simulator to have others.</summary>
    protected LobstrSimulatorOptions Options { get; set; } = new();

    /// <summary>Set before the first use of the client to have others.</summary>
    protected LobstrClientOptions ClientOptions { get; set; } = new();

    /// <summary>Set before the first use of the client to have another scheduler between the client and the clock.</summary>
    protected Func<IScheduler, IScheduler> Through { get; set; } = clock => clock;

    protected LobstrSimulator Simulator => _simulator ??= new LobstrSimulator(Clock, Options);

    /// <summary>What is between the client and the service: sees every request as it leaves.</summary>
    protected WireTap Wire { get; } = new();

    protected LobstrClient Client => _client ??= CreateClient();

    protected Transcript Transcript { get; }

    protected double Now => Transcript.Seconds;

    public virtual void Dispose()
    {
        _client?.Dispose();
        _http?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    protected static TaskFile Csv(string text = TwoRows) => TaskFile.FromText(text, "tasks.csv");

    /// <summary>A token that is cancelled while the first request is unanswered ends the wait of whoever pulls, and the request.</summary>
    protected void AssertCancels<T>(Func<CancellationToken, IAsyncEnumerable<T>> pull, bool isOfTheCall)
    {
        ArgumentNullException.ThrowIfNull(pull);
        Simulator.Faults.Always(Fault.Hang);
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerator<T> pulled = pull(isOfTheCall ? cancellation.Token : default)
            .GetAsyncEnumerator(isOfTheCall ? default : cancellation.Token);
        Task<bool> next = pulled.MoveNextAsync().AsTask();
        RunTo(5);

        cancellation.Cancel();

        Assert.True(next.IsCanceled);
        Run();
        Assert.Equal(RequestOutcome.Cancelled, Assert.Single(Simulator.Requests).Outcome);
    }

    protected RawObserver<T> Subscribe<T>(IObservable<T> source, string name = "")
    {
        _ = Simulator;
        return new RawObserver<T>(Transcript, name).SubscribeTo(source);
    }

    /// <summary>Runs everything that is due up to an instant, in seconds since the beginning.</summary>
    protected void RunTo(double seconds)
    {
        Clock.AdvanceBy(Seconds(seconds - Now));
    }

    /// <summary>Runs until nothing is left to do.</summary>
    protected void Run() => Clock.Start();

    /// <summary>Does something at an instant.</summary>
    protected void At(double seconds, Action action) => Clock.Schedule(Seconds(seconds - Now), action);

    /// <summary>Runs until nothing is left to do, and gives the result of a task that must have ended by then.</summary>
    protected T Ended<T>(Task<T> task)
    {
        Run();
        Assert.True(task.IsCompleted, "The task should have ended in virtual time.");
        return task.GetAwaiter().GetResult();
    }

    protected void Ended(Task task)
    {
        Run();
        Assert.True(task.IsCompleted, "The task should have ended in virtual time.");
        task.GetAwaiter().GetResult();
    }

    /// <summary>Runs until nothing is left to do, and gives the error of a task that must have ended by then.</summary>
    protected TError Failed<TError>(Task task)
        where TError : Exception
    {
        Run();
        Assert.True(task.IsCompleted, "The task should have ended in virtual time.");
        return Assert.IsType<TError>(Record.Exception(() => task.GetAwaiter().GetResult()));
    }

    /// <summary>The rows of a run by what stands in their "position".</summary>
    protected IObservable<int> Positions(string run) => Client.Runs.Results(run).Select(row => row.GetProperty("position").GetInt32());

    /// <summary>The requests that arrived, a line each: the seconds, the method and the path.</summary>
    protected IEnumerable<string> Requests(string of = "") => Simulator.Requests
        .Where(request => request.Path.StartsWith(of, StringComparison.Ordinal))
        .Select(request => string.Create(
            CultureInfo.InvariantCulture, $"{Math.Round(request.SentAt.TotalSeconds, 3)}  {request.Method} {request.Path}{request.Query}"));

    /// <summary>How often the service turned something down for being too much.</summary>
    protected int Throttles => Simulator.Requests.Count(request => request.StatusCode == HttpStatusCode.TooManyRequests);

    private LobstrClient CreateClient()
    {
        Wire.InnerHandler ??= Simulator.CreateHandler();
        _http = new HttpClient(Wire) { Timeout = Timeout.InfiniteTimeSpan };
        return new LobstrClient(_http, ClientOptions with { ApiKey = Simulator.ApiKey, Scheduler = Through(Clock) });
    }
}

using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What the events of a client, and its usage, say of its health.</summary>
public sealed class ClientHealthTests
{
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(100);

    private readonly HistoricalScheduler _clock = new(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero));
    private readonly SilentClient _client = new();
    private readonly ClientHealth _health;

    public ClientHealthTests() =>
        _health = new ClientHealth(_client, new LobstrHostingOptions { Scheduler = _clock, RequestTimeout = TimeSpan.FromSeconds(30) });

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void What_waits_for_the_budget_or_is_in_flight_is_due(int inFlight, int waiting)
    {
        Assert.Empty(Problems(at: 0));
        _client.Usage = [new() { Family = "runs" }, new() { Family = "tasks", InFlight = inFlight, Waiting = waiting }];
        Assert.Empty(Problems(at: 50));
        Assert.Empty(Problems(at: 149));

        Assert.Equal(["There has been no good answer for 00:01:40, though something was due."], Problems(at: 150));
    }

    [Fact]
    public void What_was_sent_and_has_not_been_answered_is_due()
    {
        Tell(at: 10, new RequestSent { RequestId = 1 });

        Assert.Empty(Problems(at: 109));
        Assert.Single(Problems(at: 110));
        Tell(at: 120, new RequestFailed(new IOException()) { RequestId = 1 });
        Assert.Empty(Problems(at: 120));
    }

    [Theory]
    // The longer one of two pauses counts, and its last instant with it; after that what is sent is due from then on.
    [InlineData(50, 100)]
    [InlineData(60, 100)]
    [InlineData(61, 161)]
    public void What_is_sent_during_a_pause_has_been_due_since_before(double sentAgain, double silentAt)
    {
        Tell(at: 0, new RequestSent { RequestId = 1 });
        Tell(at: 0, new RequestFailed(new IOException()) { RequestId = 1 });
        Tell(at: 0, Pause(60));
        Tell(at: 0, Pause(10));
        Tell(at: sentAgain, new RequestSent { RequestId = 2 });

        Assert.Empty(Problems(at: silentAt - 1));
        Assert.Single(Problems(at: silentAt));
    }

    [Fact]
    public void What_is_sent_while_something_else_is_in_flight_too()
    {
        Tell(at: 0, new RequestSent { RequestId = 1 });
        Tell(at: 50, new RequestSent { RequestId = 2 });

        Assert.Single(Problems(at: 100));
    }

    [Fact]
    public void A_good_answer_ends_the_silence_of_what_is_still_in_flight()
    {
        Tell(at: 0, new RequestSent { RequestId = 1 });
        Tell(at: 0, new RequestSent { RequestId = 2 });
        Tell(at: 50, new ResponseReceived(HttpStatusCode.OK, TimeSpan.Zero) { RequestId = 1 });

        Assert.Empty(Problems(at: 149));
        Assert.Single(Problems(at: 150));
    }

    [Fact]
    public void After_the_last_one_nothing_is_due()
    {
        Tell(at: 0, new RequestSent { RequestId = 1 });
        Tell(at: 50, new ResponseReceived(HttpStatusCode.OK, TimeSpan.Zero) { RequestId = 1 });
        _client.Usage = [new() { Family = "tasks", Waiting = 1 }];

        Assert.Empty(Problems(at: 200));
        Assert.Single(Problems(at: 300));
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(299, 0)]
    [InlineData(300, 1)]
    [InlineData(500, 1)]
    public void Only_a_good_answer_says_that_the_key_is_taken(int status, int problems)
    {
        Tell(at: 0, new ResponseReceived(HttpStatusCode.Unauthorized, TimeSpan.Zero));
        Tell(at: 1, new ResponseReceived((HttpStatusCode)status, TimeSpan.Zero));

        Assert.Equal(problems, Problems(at: 1).Length);
    }

    [Fact]
    public void A_pause_is_told_until_it_ends()
    {
        _client.Usage = [new() { Family = "tasks", PausedUntil = _clock.Now.AddSeconds(20), PauseReason = "because" }];

        Assert.Equal(["No requests of tasks until 2026-11-27T09:00:20.0000000+00:00: because"], Problems(at: 19));
        Assert.Empty(Problems(at: 20));
    }

    private string[] Problems(double at)
    {
        AdvanceTo(at);
        return [.. _health.FindProblems(MaxSilence).Select(problem => problem.Description)];
    }

    private void Tell(double at, LobstrEvent happened)
    {
        AdvanceTo(at);
        _health.OnNext(happened);
    }

    private BudgetPaused Pause(double seconds) => new("tasks", _clock.Now.AddSeconds(seconds), "because") { At = _clock.Now };

    private void AdvanceTo(double at) => _clock.AdvanceTo(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero).AddSeconds(at));

    /// <summary>A client of which only the usage is asked.</summary>
    private sealed class SilentClient : ILobstrClient
    {
        public IReadOnlyList<BudgetUsage> Usage { get; set; } = [];

        public IUploads Uploads => throw new NotSupportedException();

        public IRuns Runs => throw new NotSupportedException();

        public ISquids Squids => throw new NotSupportedException();

        public IObservable<LobstrEvent> Events => Observable.Never<LobstrEvent>();

        public IReadOnlyList<BudgetUsage> GetUsage() => Usage;

        public Task<Balance> GetBalanceAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

using System.Reactive.Concurrency;
using System.Text.Json;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What a reader of the results of a <see cref="ListServer"/> saw, in virtual time.</summary>
public sealed record ListReading(IReadOnlyList<int> Rows, Exception? Error, IReadOnlyList<int> Pages)
{
    /// <summary>Reads the results to their end, pushed or pulled.</summary>
    public static ListReading Of(ListServer server, bool isPulled)
    {
        ArgumentNullException.ThrowIfNull(server);
        var clock = new HistoricalScheduler();
        using var http = new HttpClient(server) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new LobstrClient(http, new LobstrClientOptions { ApiKey = "key", Scheduler = clock, ResultRequestsPerSecond = null });
        return isPulled ? Pull(client, clock, server) : Push(client, clock, server);
    }

    private static ListReading Push(LobstrClient client, HistoricalScheduler clock, ListServer server)
    {
        RawObserver<JsonElement> observer = new RawObserver<JsonElement>(new Transcript(clock), "").SubscribeTo(client.Runs.Results("r"));
        clock.Start();
        Assert.True(observer.HasEnded, "The list should have ended in virtual time.");
        return new ListReading([.. observer.Values.Select(NumberOf)], observer.Error, server.Pages);
    }

    private static ListReading Pull(LobstrClient client, HistoricalScheduler clock, ListServer server)
    {
        var rows = new List<int>();
        Task reading = PullAsync();
        clock.Start();
        Assert.True(reading.IsCompleted, "The list should have ended in virtual time.");
        return new ListReading(rows, reading.Exception?.InnerException, server.Pages);

        async Task PullAsync()
        {
            await foreach (JsonElement row in client.Runs.ReadResultsAsync("r").ConfigureAwait(false))
                rows.Add(NumberOf(row));
        }
    }

    private static int NumberOf(JsonElement row) => row.GetProperty("n").GetInt32();
}

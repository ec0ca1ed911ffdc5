using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET results</c> of a run or of a squid, page by page.</summary>
internal sealed class ResultEndpoints(RunStore runs, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    private const int MaxPageSize = 100;

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path != "results") return default;
        return new ValueTask<Answer?>(message.Method == HttpMethod.Get
            ? List(message.RequestUri!)
            : Answers.MethodNotAllowed(message.Method, "GET"));
    }

    private Answer List(Uri asked)
    {
        TimeSpan now = clock.Elapsed;
        var query = new Query(asked.Query);
        if (query["run"] is { } run)
        {
            if (runs.Find(run) is not { } found) return runs.Unknown;
            return found.IsKnownAt(now) ? List(asked, query, [found], now) : Answers.RunNotFound;
        }

        return query["squid"] is { } squid
            ? List(asked, query, runs.OfSquid(squid), now)
            : Answers.BadRequest("A required parameter squid or run is missing from the route.", "ParamsNeeded", "squid");
    }

    private Answer List(Uri asked, Query query, IReadOnlyList<SimulatedRun> found, TimeSpan now)
    {
        if (!query.TryGetNumber("page", absent: 1, out int page))
            return Answers.BadRequest("The parameter page is not a page.", "ParamsInvalid", "page");
        // The service's own client says page_size, its documentation limit.
        string size = query["limit"] is null ? "page_size" : "limit";
        if (!query.TryGetNumber(size, absent: MaxPageSize, out int limit))
            return Answers.BadRequest($"The parameter {size} is not a number of rows.", "ParamsInvalid", size);

        limit = Math.Min(limit, MaxPageSize);
        long total = found.Sum(run => run.ResultsAt(now));
        long pages = Math.Max(1, (total + limit - 1) / limit);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteNumber("total_results", total);
            json.WriteNumber("limit", limit);
            json.WriteNumber("page", page);
            json.WriteNumber("total_pages", pages);
            json.WriteString("next", page < pages ? NextOf(asked, query, page + 1, limit) : null);
            json.WriteStartArray("data");
            for (long place = (page - 1L) * limit; place < Math.Min((long)page * limit, total); place++)
                RowAt(found, options.ResultOrder is ResultOrder.OldestFirst ? place : total - 1 - place, now).WriteTo(json);
            json.WriteEndArray();
        });
    }

    private static JsonObject RowAt(IReadOnlyList<SimulatedRun> found, long index, TimeSpan now)
    {
        foreach (SimulatedRun run in found)
        {
            long count = run.ResultsAt(now);
            if (index < count) return run.RowOf(index);
            index -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "There are not so many rows.");
    }

    private static string NextOf(Uri asked, Query query, int page, int limit)
    {
        string of = query["run"] is { } run ? $"run={run}" : $"squid={query["squid"]}";
        return string.Create(CultureInfo.InvariantCulture, $"{asked.GetLeftPart(UriPartial.Path)}?{of}&page={page}&limit={limit}");
    }
}

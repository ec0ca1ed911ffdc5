namespace Lobstr.Reactive.Testing;

/// <summary><c>GET results</c> of a run or of a squid, of all tasks or of one, page by page.</summary>
internal sealed class ResultEndpoints(RunStore runs, SquidStore squids, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
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
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, query, options);
        if (refusal is not null) return refusal;
        switch (query["run"], query["squid"])
        {
            case ({ } id, null):
                (SimulatedRun? run, refusal) = runs.Find(id, now, Answers.RunNotFound, Answers.RunNotFoundWords);
                return run is null ? refusal! : PageOf(page!, [run], query["task"], now);
            case (null, { } squid):
                return squids.CanList(squid) ? PageOf(page!, runs.OfSquid(squid), query["task"], now) : squids.Unknown;
            default:
                return Answers.BadRequest("Exactly one of the parameters squid and run is needed.", "validation_error", "squid,run");
        }
    }

    private Answer PageOf(ListPage page, IReadOnlyList<SimulatedRun> found, string? task, TimeSpan now)
    {
        (SimulatedRun Run, long Begin, long Count)[] parts =
        [
            .. found.SelectMany(run => run.ListedAt(now, task), (run, rows) => (run, rows.Begin, rows.End - rows.Begin)),
        ];
        long total = parts.Sum(part => part.Count);
        return page.Of(total, (json, place) =>
        {
            long index = options.ResultOrder is ResultOrder.OldestFirst ? place : total - 1 - place;
            int part = 0;
            while (index >= parts[part].Count) index -= parts[part++].Count;
            parts[part].Run.RowOf(parts[part].Begin + index).WriteTo(json);
        });
    }
}

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET runtasks</c> of a run, page by page.</summary>
internal sealed class RunTaskEndpoints(RunStore runs, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path != "runtasks") return default;
        return new ValueTask<Answer?>(message.Method == HttpMethod.Get
            ? List(message.RequestUri!)
            : Answers.MethodNotAllowed(message.Method, "GET"));
    }

    private Answer List(Uri asked)
    {
        var query = new Query(asked.Query);
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, query, options);
        if (refusal is not null) return refusal;
        if (query["run"] is not { } id) return Answers.Missing("run");
        TimeSpan now = clock.Elapsed;
        (SimulatedRun? run, refusal) = runs.Find(id, now, Answers.RunNotFound, Answers.RunNotFoundWords);
        if (run is null) return refusal!;
        RunScript script = run.Script;
        return page!.Of(run.Start.Tasks, (json, index) => run.Tasks.Write(json, index, script, run.Since(now)));
    }
}

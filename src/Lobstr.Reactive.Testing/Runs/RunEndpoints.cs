using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary>
/// <c>GET</c> and <c>POST runs</c>, <c>GET runs/{id}</c>, <c>runs/{id}/stats</c>, <c>runs/{id}/download</c>, <c>POST runs/{id}/abort</c>.
/// </summary>
internal sealed class RunEndpoints(
    RunStore runs, RunStarter starter, RunView view, SquidStore squids, DownloadLinks links, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    private const string Collection = "runs";
    private const string Abort = "abort";
    private const string Download = "download";

    public bool IsOpen(string path) => false;

    public async ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        string[] parts = path.Split('/');
        if (parts is not ([Collection] or [Collection, _] or [Collection, _, "stats" or Download or Abort])) return null;
        HttpMethod method = message.Method;
        if (parts.Length == 1)
        {
            if (method == HttpMethod.Get) return List(message.RequestUri!);
            return method == HttpMethod.Post
                ? await StartAsync(message.Content, cancellationToken).ConfigureAwait(false)
                : Answers.MethodNotAllowed(method, "GET, POST");
        }

        string? what = parts.ElementAtOrDefault(2);
        HttpMethod allowed = what == Abort ? HttpMethod.Post : HttpMethod.Get;
        return method == allowed ? AnswerAbout(parts[1], what, message.RequestUri!) : Answers.MethodNotAllowed(method, allowed.Method);
    }

    private Answer List(Uri asked)
    {
        var query = new Query(asked.Query);
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, query, options);
        if (refusal is not null) return refusal;
        if (query["squid"] is not { } squid) return Answers.Missing("squid");
        if (!squids.CanList(squid)) return squids.Unknown;
        TimeSpan now = clock.Elapsed;
        SimulatedRun[] found = [.. runs.OfSquid(squid).Where(run => run.IsKnownAt(now))];
        return page!.Of(found.Length, (json, index) =>
        {
            SimulatedRun run = found[^(int)(index + 1)];
            json.WriteStartObject();
            view.Write(json, run, run.StepAt(now), now, isDetail: false);
            json.WriteEndObject();
        });
    }

    private Answer AnswerAbout(string id, string? what, Uri asked)
    {
        TimeSpan now = clock.Elapsed;
        (Answer nothing, string words) = what switch
        {
            Download => (Answers.NotExported, Answers.NotExportedWords),
            Abort => (Answers.NothingToAbort, Answers.NothingToAbortWords),
            _ => (Answers.RunNotFound, Answers.RunNotFoundWords),
        };
        (SimulatedRun? run, Answer? refusal) = runs.Find(id, now, nothing, words);
        if (run is null) return refusal!;
        return what switch
        {
            null => view.Of(run, now, isDetail: true),
            "stats" => view.StatsOf(run, now),
            // At once, though the export may take no time: this is the answer of somebody who has just stopped it.
            Abort => run.TryAbort(now) ? view.Of(run, run.Script.Steps[^2], now) : nothing,
            _ when run.IsExportedAt(now) => Answers.Json(
                HttpStatusCode.OK, json => json.WriteString("s3", links.Create(asked, id, now).AbsoluteUri)),
            _ => nothing,
        };
    }

    private async ValueTask<Answer> StartAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        string? squid = JsonBody.TextOf(await JsonBody.ReadAsync(content, cancellationToken).ConfigureAwait(false), "squid");
        if (squid is null) return Answers.Missing("squid");
        if (!Ids.IsValid(squid)) return Answers.NoId("squid");
        (SimulatedRun? run, Answer? refusal) = starter.TryStart(squid);
        return refusal ?? view.Of(run!, run!.Start.StartedAt, isDetail: false);
    }
}

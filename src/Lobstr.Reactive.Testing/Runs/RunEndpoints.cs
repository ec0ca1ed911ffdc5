using System.Net;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary><c>POST runs</c> and <c>GET runs/{id}</c>, <c>runs/{id}/stats</c>, <c>runs/{id}/download</c>.</summary>
internal sealed class RunEndpoints(RunStore runs, DownloadLinks links, SimulatorClock clock) : IEndpoints
{
    private const string Collection = "runs";

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path == Collection)
        {
            return message.Method == HttpMethod.Post
                ? new ValueTask<Answer?>(StartAsync(message.Content, cancellationToken))
                : new ValueTask<Answer?>(Answers.MethodNotAllowed(message.Method, "POST"));
        }

        string[] parts = path.Split('/');
        if (parts is not ([Collection, _] or [Collection, _, "stats" or "download"])) return default;
        if (message.Method != HttpMethod.Get) return new ValueTask<Answer?>(Answers.MethodNotAllowed(message.Method, "GET"));
        return new ValueTask<Answer?>(AnswerAbout(parts[1], parts.ElementAtOrDefault(2), message.RequestUri!));
    }

    private Answer AnswerAbout(string id, string? what, Uri asked)
    {
        TimeSpan now = clock.Elapsed;
        if (runs.Find(id) is not { } run) return runs.Unknown;
        if (!run.IsKnownAt(now)) return Answers.RunNotFound;
        return what switch
        {
            null => run.DescribeAt(now),
            "stats" => run.MeasureAt(now),
            _ when run.IsExportedAt(now) => Answers.Json(
                HttpStatusCode.OK, json => json.WriteString("s3", links.Create(asked, id, now).AbsoluteUri)),
            _ => Answers.BadRequest("The results of this run have not been exported yet.", "ExportNotReady", "run"),
        };
    }

    private async Task<Answer?> StartAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        string? squid = content is null ? null : await ReadSquidAsync(content, cancellationToken).ConfigureAwait(false);
        if (squid is null) return Answers.BadRequest("A required parameter squid is missing from the route.", "ParamsNeeded", "squid");
        if (!Ids.IsValid(squid)) return Answers.BadRequest("The parameter squid is not an id.", "ParamsInvalid", "squid");
        return runs.TryStart(squid) is { } run
            ? run.DescribeAt(run.Start.StartedAt)
            : Answers.BadRequest("A run of this squid is already active.", "RunAlreadyActive", "squid");
    }

    private static async Task<string?> ReadSquidAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] body = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("squid", out JsonElement squid)
                && squid.ValueKind is JsonValueKind.String
                ? squid.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

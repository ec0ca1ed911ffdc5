using System.Net;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>
/// <c>GET</c> and <c>POST accounts</c>, <c>GET</c> and <c>DELETE accounts/{id}</c>, <c>POST accounts/cookies</c>,
/// <c>GET synchronize/{id}</c> and <c>account_types</c>: the accounts of platforms that crawlers use.
/// </summary>
internal sealed class PlatformAccountEndpoints(PlatformAccountStore accounts, PlatformAccountView view, LobstrSimulatorOptions options) : IEndpoints
{
    private static readonly Answer NotFound = Answers.DetailNotFound("Account not found.");
    private static readonly Answer SyncNotFound = Answers.DetailNotFound("Synchronization task not found.");

    public bool IsOpen(string path) => false;

    public async ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        string[] parts = path.Split('/');
        if (parts is not (["accounts"] or ["accounts", _] or ["synchronize", _] or ["account_types"])) return null;
        HttpMethod method = message.Method;
        JsonObject? body = method == HttpMethod.Post ? await JsonBody.ReadAsync(message.Content, cancellationToken).ConfigureAwait(false) : null;
        return (parts, method.Method) switch
        {
            (["accounts"], "GET") => List(message.RequestUri!),
            (["accounts"], "POST") => SetLimits(body),
            (["accounts"], _) => Answers.MethodNotAllowed(method, "GET, POST"),
            (["accounts", "cookies"], "POST") => TakeCookies(body),
            (["accounts", "cookies"], _) => Answers.MethodNotAllowed(method, "POST"),
            (["accounts", var id], "GET") => Describe(message.RequestUri!, id),
            (["accounts", var id], "DELETE") => Delete(id),
            (["accounts", _], _) => Answers.MethodNotAllowed(method, "GET, DELETE"),
            (["synchronize", var id], "GET") => DescribeSync(id),
            (["account_types"], "GET") => ListTypes(message.RequestUri!),
            _ => Answers.MethodNotAllowed(method, "GET"),
        };
    }

    private Answer List(Uri asked) => ListOf(asked, accounts.Known);

    // As the service does: a list of one.
    private Answer Describe(Uri asked, string id) => accounts.Find(id) is { } found ? ListOf(asked, [found]) : NotFound;

    private Answer ListOf(Uri asked, IReadOnlyList<PlatformAccount> found)
    {
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, new Query(asked.Query), options);
        return refusal ?? page!.Of(found.Count, (json, index) => view.Write(json, found[(int)index]));
    }

    private Answer ListTypes(Uri asked)
    {
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, new Query(asked.Query), options);
        return refusal ?? page!.Of(PlatformType.All.Count, (json, index) => PlatformAccountView.Write(json, PlatformType.All[(int)index]));
    }

    private Answer SetLimits(JsonObject? body)
    {
        if (JsonBody.TextOf(body, "account") is not { } id) return Answers.Missing("account");
        if (body!["params"] is not JsonObject limits) return Answers.Missing("params");
        if (accounts.SetLimits(id, limits.ToJsonString()) is not { } changed) return NotFound;
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteStartObject("params");
            PlatformAccountView.WriteLimits(json, changed);
            json.WriteEndObject();
        });
    }

    private Answer TakeCookies(JsonObject? body)
    {
        if (JsonBody.TextOf(body, "type") is not { } name) return Answers.Missing("type");
        if (PlatformType.All.FirstOrDefault(known => known.Name == name) is not { } type)
            return Answers.BadRequest("The parameter type is none of the account types.", "validation_error", "type");
        if (body!["cookies"] is not JsonObject { Count: > 0 }) return Answers.Missing("cookies");
        if ((JsonBody.TextOf(body, "account") is { } account ? accounts.Refresh(account) : accounts.Add(type)) is not { } sync) return NotFound;
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", sync);
            json.WriteString("object", "synchronize-cookies");
            json.WriteNumber("status_code", 100);
            json.WriteString("status_text", "created");
        });
    }

    private Answer DescribeSync(string id)
    {
        if (accounts.FindSync(id) is not var (account, isOver)) return SyncNotFound;
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", id);
            json.WriteString("object", "synchronize-cookies");
            json.WriteNumber("status_code", isOver ? 200 : 120);
            json.WriteString("status_text", isOver ? "synchronized" : "synchronizing");
            json.WriteString("account_hash", account);
        });
    }

    private Answer Delete(string id)
    {
        if (!accounts.Remove(id)) return NotFound;
        return Answers.Deleted(id, "account");
    }
}

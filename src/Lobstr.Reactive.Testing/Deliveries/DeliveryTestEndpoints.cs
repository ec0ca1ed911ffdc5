using System.Net;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary><c>POST delivery/test-email</c> and its like: whatever is said completely would work.</summary>
internal sealed class DeliveryTestEndpoints : IEndpoints
{
    private const string Prefix = "delivery/test-";

    private static readonly Answer Success = Answers.Json(HttpStatusCode.OK, json => json.WriteBoolean("success", true));

    public bool IsOpen(string path) => false;

    public async ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || NeededFor(path[Prefix.Length..]) is not { } needed) return null;
        if (message.Method != HttpMethod.Post) return Answers.MethodNotAllowed(message.Method, "POST");
        JsonObject? body = await JsonBody.ReadAsync(message.Content, cancellationToken).ConfigureAwait(false);
        string? missing = needed.FirstOrDefault(name => JsonBody.TextOf(body, name) is not { Length: > 0 });
        return missing is null ? Success : Answers.Missing(missing);
    }

    private static string[]? NeededFor(string method) => method switch
    {
        "email" => ["email"],
        "googlesheet" or "webhook" => ["url"],
        "s3" => ["bucket"],
        "sftp" => ["host", "username", "password", "directory"],
        _ => null,
    };
}

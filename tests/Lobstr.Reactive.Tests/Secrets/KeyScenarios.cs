using System.Net;
using System.Net.Sockets;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>All that can go wrong while the far end, or something in between, repeats the key.</summary>
internal static class KeyScenarios
{
    private const string Key = MarkedKey.Value;

    private static readonly string InJson = MarkedKey.InJson;

    // Of runs, tasks of runs, and squids.
    private static readonly string Words = string.Join(',', new[] { "done_reason", "done_reason_desc", "origin", "name", "crawler_name", "last_run_done_reason" }
        .Select(name => $"\"{name}\":\"Token {InJson}\""));

    public static IEnumerable<KeyScenario> All => [.. Errors(), .. Bodies(), .. Headers(), .. Faults()];

    private static IEnumerable<KeyScenario> Errors()
    {
        string inUpperCase = InJson.ToUpperInvariant().Replace("\\U", "\\u", StringComparison.Ordinal);
        string[] bodies =
        [
            $$"""{"error":{"message":"Invalid token {{InJson}}.","type":"{{InJson}}","param":"{{InJson}}"} }""",
            $$"""{"detail":"{{new string('x', 490)}}{{InJson}}"}""",
            $$"""{"error":"Token {{inUpperCase}}","type":"{{Uri.EscapeDataString(Key)}}"}""",
            $"<p>Token {Key}</p>",
        ];
        return
            from code in (int[])[400, 401, 403, 404, 408, 409, 429, 500, 503]
            from body in bodies
            select new KeyScenario($"{code} {body[..9]}", service => service.Answers(code, body));
    }

    private static IEnumerable<KeyScenario> Bodies()
    {
        (string What, string Body)[] bodies =
        [
            ("a text that begins like a literal", $"token {Key} is wrong"),
            ("an object without what is needed", $$"""{"message":"{{InJson}}"}"""),
            ("the id of something else", $$"""{"id":"{{InJson}}","state":"SUCCESS","is_done":true}"""),
            ("an unknown state", $$"""{"state":"Token {{InJson}}","status":"Token {{InJson}}","is_done":false,"current_task":"{{InJson}}"}"""),
            ("a failure", $$"""{"id":"run","state":"x","is_done":true,"status":"error","done_reason":"{{InJson}}","done_reason_desc":"Token {{InJson}}"}"""),
            ("a failed upload", $$"""{"id":"up-1","state":"FAILURE","reason":"{{InJson}}"}"""),
            ("a list", $$"""{"total_results":9,"warning":"Token {{InJson}}","data":[{"id":"a","status":"{{InJson}}","is_done":true,{{Words}}} ]}"""),
            ("all that has words", $$"""{"state":"{{InJson}}","status":"{{InJson}}","is_done":false,"crawler":"c","available":1,"plan":"{{InJson}}","task":{"{{InJson}}":{"required":true} },{{Words}} }"""),
            ("a half", $$"""{"state":"{{InJson}}"""),
        ];
        return bodies.Select(each => new KeyScenario($"200 with {each.What}", service => service.Answers(200, each.Body)));
    }

    private static IEnumerable<KeyScenario> Headers() =>
    [
        new("a redirect", service => service.Answers(302, "", headers: ("Location", $"https://elsewhere.example/?token={Uri.EscapeDataString(Key)}"))),
        .. ((string[])["Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Date", "ETag"])
            .Select(name => new KeyScenario($"{name} of a 429", service => service.Answers(429, "", headers: (name, $"Token {Key}")))),
        new("an unknown encoding", service => service.Answers(() => Encoded(Key))),
        new("a damaged body", service => service.Answers(() => Encoded("gzip"))),
    ];

    private static IEnumerable<KeyScenario> Faults()
    {
        Exception[] faults =
        [
            new HttpRequestException(HttpRequestError.ConnectionError, $"Authorization: Token {Key}", new SocketException((int)SocketError.ConnectionRefused)),
            new HttpRequestException("outside", new IOException($"Token {Uri.EscapeDataString(Key)}")),
            new HttpRequestException($"Token {Key}", null, HttpStatusCode.ProxyAuthenticationRequired),
            new IOException($"Authorization: Token {Key.ToUpperInvariant()}"),
            new TimeoutException($"Token {Key}"),
            new TaskCanceledException($"Token {Key}"),
            new NotSupportedException($"Token {Key}"),
        ];
        return faults
            .Select(fault => new KeyScenario($"a fault, {fault.GetType().Name}", service => service.Fails(fault)))
            .Append(new("no answer", service => service.HangsUntilCancelled()));
    }

    private static HttpResponseMessage Encoded(string encoding)
    {
        var content = new StringContent($$"""{"state":"{{InJson}}"}""");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return StubHandler.Response(200, content);
    }
}

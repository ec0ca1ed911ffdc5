using System.Globalization;
using System.Net;
using System.Text;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Readme.Tests;

/// <summary>The simulated service with a run of two rows that takes two questions.</summary>
public sealed class ScriptedRuns : DelegatingHandler
{
    private const string Done = "\"is_done\":true,\"percent_done\":\"100%\",\"total_results\":2";
    private const string Half = "\"is_done\":false,\"percent_done\":\"50%\",\"total_results\":1";

    private readonly HttpClient _http;
    private readonly List<string> _requests = [];

    public ScriptedRuns(LobstrSimulator simulator)
        : base(simulator.CreateHandler())
    {
        _http = new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new LobstrClient(_http, new LobstrClientOptions
        {
            ApiKey = simulator.ApiKey,
            Scheduler = simulator.Scheduler,
            // A file is read in real time, while virtual time flies.
            RequestTimeout = TimeSpan.FromDays(1),
        });
    }

    public LobstrClient Client { get; }

    /// <summary>Requests about runs and their results.</summary>
    public IReadOnlyList<string> Requests => _requests;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath["/v1/".Length..];
        if (path.StartsWith("tasks", StringComparison.Ordinal))
            return base.SendAsync(request, cancellationToken);
        _requests.Add($"{request.Method} {path}");
        bool isFirst = _requests.Count == 1;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(
                path switch
                {
                    "runs" => """{"id":"run-1","object":"run","status":"pending","is_done":false}""",
                    "runs/run-1" => """{"id":"run-1","object":"run","status":"done","is_done":true}""",
                    "runs/run-1/stats" => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"run-1",{{(isFirst ? Half : Done)}}}"""),
                    _ => """{"total_results":2,"page":1,"total_pages":1,"next":null,"data":[{"id":1,"name":"a"},{"id":2,"name":"b"}]}""",
                },
                Encoding.UTF8,
                "application/json"),
        });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Client.Dispose();
            _http.Dispose();
        }
        base.Dispose(disposing);
    }
}

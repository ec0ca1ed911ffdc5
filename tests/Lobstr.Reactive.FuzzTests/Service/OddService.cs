using System.Text;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>A service that gives one odd answer when it is told to, and good ones otherwise.</summary>
internal sealed class OddService : HttpMessageHandler
{
    private static readonly string[] Lists = ["/runs", "/runtasks", "/squids"];

    /// <summary>The next answer; then it is forgotten.</summary>
    public OddAnswer? Next { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = Next?.ToResponse() ?? Good(request);
        Next = null;
        response.RequestMessage = request;
        return Task.FromResult(response);
    }

    private static HttpResponseMessage Good(HttpRequestMessage request) => new()
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(BodyOf(request.Method, request.RequestUri!.AbsolutePath))),
    };

    private static string BodyOf(HttpMethod method, string path) =>
        path.EndsWith("/stats", StringComparison.Ordinal) ? """{"is_done":true,"percent_done":"100%"}"""
        : path.EndsWith("/download", StringComparison.Ordinal) ? """{"s3":"https://files.example/run-1.csv"}"""
        : method == HttpMethod.Get && Lists.Any(list => path.EndsWith(list, StringComparison.Ordinal)) ? """{"data":[{"id":"r1","status":"done"}],"next":null,"total_pages":1,"total_results":1}"""
        : path.EndsWith("/params", StringComparison.Ordinal) ? """{"task":{"url":{"required":true}},"squid":{}}"""
        : path.EndsWith("/balance", StringComparison.Ordinal) ? """{"available":1000,"consumed":3}"""
        : path.Contains("/squids/", StringComparison.Ordinal) ? """{"id":"squid","crawler":"c1","is_ready":true,"emptied":true,"deleted_count":2}"""
        : path.EndsWith("/results", StringComparison.Ordinal) ? """{"data":[{"id":"r1"}],"next":null,"total_pages":1,"total_results":1}"""
        : path.Contains("/runs", StringComparison.Ordinal) ? """{"id":"run-1","status":"done","is_done":true}"""
        : method == HttpMethod.Post ? """{"id":"up-1"}"""
        : path.Contains("/tasks/upload/", StringComparison.Ordinal) ? """{"id":"up-1","state":"SUCCESS","meta":null}"""
        : "a,b\n1,2\n";
}

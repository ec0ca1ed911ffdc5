using System.Net;
using System.Text;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>
/// A whole service that answers at once, on the caller's thread or on another: an upload that succeeds, a run that ends, three pages of
/// results, and a lost connection now and then.
/// </summary>
/// <param name="isAsynchronous">Whether answers come from another thread.</param>
public sealed class BusyService(bool isAsynchronous) : HttpMessageHandler
{
    private int _asked;

    /// <summary>Called with the number of each request, from 1, before it is answered.</summary>
    public Action<int> WhenAsked { get; set; } = _ => { };

    /// <summary>The same for a poll function.</summary>
    public async Task<UploadStatus> PollAsync(CancellationToken cancellationToken)
    {
        int asked = await ArriveAsync(mayLose: true).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new() { Id = "a", State = StateAfter(asked) };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.PathAndQuery;
        bool isPage = path.Contains("/results", StringComparison.Ordinal);
        // A page is asked for again after a second or so, whatever a test would like.
        int asked = await ArriveAsync(mayLose: !isPage).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        string body = path switch
        {
            _ when path.EndsWith("/tasks/upload", StringComparison.Ordinal) => """{"id":"a"}""",
            _ when path.Contains("/tasks/", StringComparison.Ordinal) => $$"""{"state":"{{StateAfter(asked)}}"}""",
            _ when path.EndsWith("/stats", StringComparison.Ordinal) => $$"""{"total_results":{{asked}},"is_done":{{(asked > 4 ? "true" : "false")}}}""",
            _ when isPage => PageOf(path),
            _ => """{"id":"a","status":"done","is_done":true}""",
        };
        return new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private async Task<int> ArriveAsync(bool mayLose)
    {
        int asked = Interlocked.Increment(ref _asked);
        WhenAsked(asked);
        if (isAsynchronous)
            await Task.Yield();
        return mayLose && asked % 4 == 3 ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Lost.") : asked;
    }

    private static UploadState StateAfter(int asked) =>
        asked > 5 ? UploadState.Success : asked % 2 == 0 ? UploadState.Progress : UploadState.Pending;

    private static string PageOf(string path)
    {
        int page = path[path.IndexOf("page=", StringComparison.Ordinal) + "page=".Length] - '0';
        return $$"""{"total_results":6,"total_pages":3,"page":{{page}},"data":[{"id":{{page * 2}}},{"id":{{(page * 2) + 1}}}]}""";
    }
}

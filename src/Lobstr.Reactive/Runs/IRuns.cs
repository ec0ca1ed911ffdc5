using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>Runs of squids, and what they found: <c>runs</c>, <c>runtasks</c> and <c>results</c>.</summary>
/// <remarks>
/// Thread-safe. Ids are letters, digits, '-' and '_'; anything else is an <see cref="ArgumentException"/> at the call. The Task
/// methods wait for the request budget, are sent from an action of the client's scheduler, and retry nothing; the lists and
/// <see cref="DownloadAsync"/> retry as they say. Observables notify from actions of the
/// client's scheduler, one at a time; Dispose cancels the request under way, and no notification begins after it has returned.
/// </remarks>
public interface IRuns
{
    /// <summary>Starts a run. Not before the upload of its tasks has succeeded: see <see cref="UploadStatusExtensions.WhenSucceeded"/>.</summary>
    /// <param name="squidId">The id of the squid.</param>
    /// <param name="cancellationToken">Ends the wait and the request; a run that the service has started goes on.</param>
    /// <returns>The run. Sent once, and never again.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429); no run was started.</exception>
    /// <exception cref="LobstrApiException">
    /// The service refuses, with 400 where a run of this squid is active already. The message says where a run may have been started all
    /// the same.
    /// </exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means; a run may have been started.</exception>
    /// <exception cref="HttpRequestException">The network failed; the message says where a run may have been started.</exception>
    /// <exception cref="TimeoutException">
    /// There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>, or within the Timeout of the caller's
    /// <see cref="HttpClient"/>; a run may have been started.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A handler of the caller's <see cref="HttpClient"/> wanted to send the request a second time; a run may have been started.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<Run> StartAsync(string squidId, CancellationToken cancellationToken = default);

    /// <summary>Starts a run for each subscription.</summary>
    /// <param name="squidId">The id of the squid.</param>
    /// <returns>
    /// A cold observable: OnNext with the run, then OnCompleted; or OnError, with the errors of <see cref="StartAsync"/>. The request
    /// is sent again only where the service cannot have taken it (connection refused, 429, or 503 with <c>Retry-After</c>), as
    /// <see cref="LobstrClientOptions.Retry"/> says; a 429 costs no retry. Dispose aborts the request; a run that the service has
    /// started goes on.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    IObservable<Run> Start(string squidId);

    /// <summary>Stops a run. What it has found until then is exported, and billed.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request; what the service has taken stays.</param>
    /// <returns>
    /// The run as the service leaves it, which as a rule is not final yet: it exports what it found. Sent once, and never again.
    /// <see cref="Watch"/> tells when it has ended.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429); nothing was stopped.</exception>
    /// <exception cref="LobstrApiException">The service refuses, with 404 if it knows no such run or the run has ended already.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means; the run may have been stopped.</exception>
    /// <exception cref="HttpRequestException">The network failed; the message says so if the run may have been stopped.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>; the run may have been stopped.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<Run> AbortAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Asks once for a run.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The run, however it stands or ended: a run that failed is no error here.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429).</exception>
    /// <exception cref="LobstrApiException">The service answered with another error, with 404 if it knows no such run.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Asks once how far a run has come.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The stats.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429).</exception>
    /// <exception cref="LobstrApiException">The service answered with another error, with 404 if it knows no such run.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<RunStats> GetStatsAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>The runs of a squid.</summary>
    /// <param name="squidId">The id of the squid.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>
    /// The runs, newest first, page after page of 100: the next page is asked for when a run of it is, one request at a time. Transient
    /// faults are retried as <see cref="LobstrClientOptions.Retry"/> says, a 429 is waited out. The enumeration throws the errors of
    /// <see cref="GetAsync"/>, and after the runs that came <see cref="ResultsTruncatedException"/> if the service withholds the others, or
    /// <see cref="LobstrProtocolException"/> if they are fewer than announced.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<Run> ListAsync(string squidId, CancellationToken cancellationToken = default);

    /// <summary>What became of each task of a run.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The tasks, with the pages, the retries and the errors of <see cref="ListAsync"/>.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<RunTask> ReadTasksAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Watches a run until it has ended: its status, the reason if there is one, its counts.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="options">How to poll; default: every 5 s, without a time limit.</param>
    /// <returns>
    /// A cold observable, polled as <see cref="IUploads.Watch"/> is: each subscription is a watch of its own, but an answer about a
    /// run goes to every watch of it on this client.
    /// <list type="table">
    /// <listheader><term>moment</term><description>what the subscriber sees</description></listheader>
    /// <item><term>Subscribe</term><description>returns at once; the first poll is scheduled with no delay</description></item>
    /// <item><term>a run that differs from the one before</term><description>OnNext; a pause too, with its <see cref="Run.DoneReason"/></description></item>
    /// <item><term>an equal run</term><description>nothing</description></item>
    /// <item><term>it is done</term><description>OnNext, then OnCompleted; <see cref="Run.WasCutShort"/> tells whether before all was done</description></item>
    /// <item><term>it ended in error or was aborted</term><description>OnNext, then OnError with <see cref="RunFailedException"/></description></item>
    /// <item><term>it exports, or has a status that is not known</term><description>OnNext, and polling goes on; the service may call such a run done, which counts only if its status is not known</description></item>
    /// <item><term>404</term><description>OnError with <see cref="LobstrApiException"/>, after <see cref="WatchOptions.NotFoundGrace"/></description></item>
    /// <item><term>401, 403</term><description>OnError with <see cref="LobstrAuthenticationException"/></description></item>
    /// <item><term>400, other 3xx and 4xx</term><description>OnError with <see cref="LobstrApiException"/></description></item>
    /// <item><term>a transient fault</term><description>nothing; OnError with the last fault when <see cref="WatchOptions.Retry"/> is used up</description></item>
    /// <item><term>429</term><description>nothing: everything under runs waits</description></item>
    /// <item><term><see cref="WatchOptions.Timeout"/></term><description>OnError with <see cref="RunTimeoutException"/></description></item>
    /// <item><term>the client is disposed</term><description>OnError with <see cref="ObjectDisposedException"/></description></item>
    /// </list>
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one, or an option is outside its range.</exception>
    IObservable<Run> Watch(string runId, WatchOptions? options = null);

    /// <summary>Watches how far a run has come, until it has ended.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="options">How to poll; default: every 5 s, without a time limit, which is for all of it.</param>
    /// <returns>
    /// A cold observable, polled as <see cref="Watch"/> is: OnNext for stats that differ from those before. They tell nothing of a status: a
    /// run that is paused looks like one at which nothing happens. When they say that it is done, the run itself is polled until it has
    /// ended, at no request before that. The end is that of <see cref="Watch"/>: OnCompleted, or OnError with
    /// <see cref="RunFailedException"/> or any error of its table.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one, or an option is outside its range.</exception>
    IObservable<RunStats> WatchStats(string runId, WatchOptions? options = null);

    /// <summary>Has the watches of a run, and of its stats, poll at once: as <see cref="IUploads.AskNow"/>, for a refresh button or a webhook.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    void AskNow(string runId);

    /// <summary>The rows that a run found.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <returns>
    /// A cold observable: OnNext for each row, page after page of 100; the next page is asked for when the last row of a page has
    /// been delivered. Rows stay valid; what is in them differs from crawler to crawler. OnCompleted after the last row. While the run
    /// still adds rows, none that has an <c>id</c> is missed or repeated. Where the service warns that it withholds rows, as on a free plan,
    /// OnError with <see cref="ResultsTruncatedException"/> follows those that it gave, without further requests; if fewer rows came than
    /// it had announced, OnError with <see cref="LobstrProtocolException"/>: a list never ends early without a word. Transient faults are
    /// retried as <see cref="LobstrClientOptions.Retry"/> says, then OnError; a 429 is waited out. Dispose asks for no further page.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    IObservable<JsonElement> Results(string runId);

    /// <summary>The same rows, pulled, with the same retries: the next page is asked for when a row of it is.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The rows. Their enumeration throws what <see cref="Results"/> passes to OnError.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<JsonElement> ReadResultsAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Asks for the address of a file of the results.</summary>
    /// <param name="runId">The id of a run whose <see cref="Run.ExportDone"/> is true.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>A signed address that is good for a while, without the API key. Never send the key there.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429).</exception>
    /// <exception cref="LobstrApiException">The service answered with another error, with 404 if it knows no such run or has no file yet.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<Uri> GetDownloadUrlAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Waits for the end of a run and for the file of its results, and copies that to a stream: all of it or with an error.</summary>
    /// <param name="runId">The id of the run. One that was aborted, or is done early, has a file too, of what it had found.</param>
    /// <param name="destination">Written from its current position on, and neither flushed to disk nor closed.</param>
    /// <param name="cancellationToken">Ends the transfer. What has been written stays.</param>
    /// <returns>A task that ends when the whole file has been written.</returns>
    /// <remarks>
    /// The run is polled every 5 s until it has ended, however long that takes; then its file is asked for every 3 s, for
    /// <see cref="LobstrClientOptions.ExportTimeout"/>. Transient faults are retried as <see cref="LobstrClientOptions.Retry"/> says, a 429 is
    /// waited out. The key is not sent to the signed address. An address that has expired is renewed once. A transfer that breaks off or
    /// stands still for <see cref="LobstrClientOptions.RequestTimeout"/> goes on where it was, as often as
    /// <see cref="LobstrClientOptions.Retry"/> says without progress; if it cannot, or the file has changed, it fails. When the server of the
    /// file answers 429 or 503 with <c>Retry-After</c>, that is waited out, up to an hour; a 429 costs no retry. The file is asked
    /// for as it is, without compression; if it comes compressed all the same (gzip, deflate, and br on .NET), it is decompressed, and begins
    /// anew after a break. An <see cref="HttpClient"/> that decompresses by itself (<c>AutomaticDecompression</c>) hides its length: then
    /// it is an error, unless its end is marked by chunks or HTTP/2.
    /// </remarks>
    /// <exception cref="ArgumentException">The id cannot be one, or the stream is null or cannot be written to.</exception>
    /// <exception cref="IOException">The file could not be had whole, or the stream could not be written to.</exception>
    /// <exception cref="LobstrRateLimitException">The server of the file answered 429 and asks to wait for more than an hour.</exception>
    /// <exception cref="LobstrApiException">The service answered with another error, with 404, at once, if it knows no such run.</exception>
    /// <exception cref="RunFailedException">The run ended in <see cref="RunStatus.Error"/>, and there is no file of it.</exception>
    /// <exception cref="RunTimeoutException">The run has ended, and its file was not there after <see cref="LobstrClientOptions.ExportTimeout"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// The caller's <see cref="HttpClient"/> has an Authorization among its default headers, which would reach another host.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task DownloadAsync(string runId, Stream destination, CancellationToken cancellationToken = default);
}

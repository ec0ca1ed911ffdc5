namespace Lobstr.Reactive;

/// <summary>Uploads of tasks: <c>tasks/upload</c>.</summary>
/// <remarks>Thread-safe. Arguments are checked at the call, and requests are sent from actions of the client's scheduler.</remarks>
public interface IUploads
{
    /// <summary>Asks once where an upload stands.</summary>
    /// <param name="uploadTaskId">The id that the upload was given: letters, digits, '-' and '_'.</param>
    /// <param name="cancellationToken">Ends the wait for the request budget and the request.</param>
    /// <returns>
    /// The status, whatever it is: FAILURE is a status here, and no error. The request waits for the budget, is sent from an
    /// action of the client's scheduler, and is never retried.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="UploadNotFoundException">The service knows no such upload (404).</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429).</exception>
    /// <exception cref="LobstrApiException">The service answered with another error.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<UploadStatus> GetStatusAsync(string uploadTaskId, CancellationToken cancellationToken = default);

    /// <summary>Watches an upload until it has ended.</summary>
    /// <param name="uploadTaskId">The id that the upload was given: letters, digits, '-' and '_'.</param>
    /// <param name="options">How to poll; default: every 2 s, without a time limit.</param>
    /// <returns>
    /// A cold observable: each subscription is a watch of its own, with its own schedule, retries and deadline, but an answer
    /// about an upload goes to every watch of it on this client.
    /// <list type="table">
    /// <listheader><term>moment</term><description>what the subscriber sees</description></listheader>
    /// <item><term>Subscribe</term><description>returns at once; the first poll is scheduled with no delay</description></item>
    /// <item><term>a status that differs from the last one</term><description>OnNext</description></item>
    /// <item><term>an equal status</term><description>nothing</description></item>
    /// <item><term>SUCCESS</term><description>OnNext, then OnCompleted</description></item>
    /// <item><term>FAILURE</term><description>OnNext, then OnError with <see cref="UploadFailedException"/></description></item>
    /// <item><term>404</term><description>OnError with <see cref="UploadNotFoundException"/>, after <see cref="WatchOptions.NotFoundGrace"/></description></item>
    /// <item><term>401, 403</term><description>OnError with <see cref="LobstrAuthenticationException"/></description></item>
    /// <item><term>400, other 3xx and 4xx</term><description>OnError with <see cref="LobstrApiException"/></description></item>
    /// <item><term>a transient fault</term><description>nothing; OnError with the last fault when <see cref="WatchOptions.Retry"/> is used up</description></item>
    /// <item><term>429</term><description>nothing: everything under tasks waits</description></item>
    /// <item><term><see cref="WatchOptions.Timeout"/></term><description>OnError with <see cref="UploadTimeoutException"/></description></item>
    /// <item><term>the client is disposed</term><description>OnError with <see cref="ObjectDisposedException"/></description></item>
    /// </list>
    /// Every notification is made from an action on the client's scheduler, one at a time. Dispose cancels the request under
    /// way, if no other watch waits for it; no notification begins after it has returned.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one, or an option is outside its range.</exception>
    IObservable<UploadStatus> Watch(string uploadTaskId, WatchOptions? options = null);

    /// <summary>The same watch, pulled: for <c>await foreach</c>.</summary>
    /// <param name="uploadTaskId">The id that the upload was given: letters, digits, '-' and '_'.</param>
    /// <param name="options">How to poll; default: every 2 s, without a time limit.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>
    /// A cold sequence: each enumeration is a watch of its own, which begins with the first pull. It polls on while the body of the loop is
    /// at work; the statuses of that time are kept, however many, and none is dropped. The sequence ends after SUCCESS. What
    /// <see cref="Watch"/> passes to OnError is thrown by <c>MoveNextAsync</c> instead, after the statuses before it. Leaving the loop ends
    /// the watch as Dispose does.
    /// </returns>
    /// <exception cref="ArgumentException">At the call: the id cannot be one, or an option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled: at once, whatever statuses are still to be pulled.</exception>
    IAsyncEnumerable<UploadStatus> WatchAsync(string uploadTaskId, WatchOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Has the watches of an upload poll at once: for a refresh button, or when something else says that there is news.</summary>
    /// <remarks>
    /// The next poll of every watch of this upload on this client is due now. The budget still decides when it is sent, as it does for a
    /// single call, and a <c>Retry-After</c> of the last answer is waited out. A poll that is in flight is followed by another. Called again
    /// before that poll is sent, during the delay before a retry, or during a pause (<see cref="BudgetUsage.PausedUntil"/>), it changes nothing; nor does it if there is no watch.
    /// Returns at once.
    /// </remarks>
    /// <param name="uploadTaskId">The id that the upload was given: letters, digits, '-' and '_'.</param>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    void AskNow(string uploadTaskId);

    /// <summary>Sends a file of tasks to a squid.</summary>
    /// <param name="squidId">The id of the squid: letters, digits, '-' and '_'.</param>
    /// <param name="file">
    /// The file; streamed, however large. The service is asked before one of 1 MiB or more, or of unknown length, is sent (<c>Expect:
    /// 100-continue</c>); a server that ignores that header gets it a second later.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the request budget and the request, and closes the file.</param>
    /// <returns>The upload task id, to be watched. Sent once, and never again.</returns>
    /// <exception cref="ArgumentException">The id cannot be one, or there is no file.</exception>
    /// <exception cref="IOException">The file cannot be opened or read; nothing was sent. Or the network failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read; nothing was sent.</exception>
    /// <exception cref="InvalidDataException">The file is empty, or has nothing but a byte order mark and blanks; nothing was sent.</exception>
    /// <exception cref="LobstrApiException">
    /// The service refuses the file, the key, or the request: why is in the message, in its own words. The message says if the upload may
    /// have been taken all the same.
    /// </exception>
    /// <exception cref="HttpRequestException">The network failed; the message says if the upload may have been taken.</exception>
    /// <exception cref="TimeoutException">
    /// Nothing moved for <see cref="LobstrClientOptions.RequestTimeout"/>, or the Timeout of the caller's <see cref="HttpClient"/> has
    /// passed; the upload may have been taken.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The function of <see cref="TaskFile.FromStream(Func{Stream}, string)"/> opened no new stream; nothing was sent. Or a handler of the caller's
    /// <see cref="HttpClient"/> wanted to send the file a second time; the upload may have been taken.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<string> SendAsync(string squidId, TaskFile file, CancellationToken cancellationToken = default);

    /// <summary>Sends a file of tasks to a squid, for each subscription, and watches the upload until it has ended.</summary>
    /// <param name="squidId">The id of the squid: letters, digits, '-' and '_'.</param>
    /// <param name="file">The file; opened anew for each subscription, streamed, however large.</param>
    /// <param name="options">
    /// How to poll afterwards. They are those of the watch: <see cref="WatchOptions.Timeout"/> counts from the end of the sending, however
    /// long a large file or a wait for the budget has taken, and <see cref="WatchOptions.NotFoundGrace"/> is at least 30 s. For a limit
    /// of both, dispose.
    /// </param>
    /// <returns>
    /// A cold observable: each subscription sends the file once more. It emits what <see cref="Watch"/> emits. The file is
    /// sent again only if the service cannot have taken it: the connection was refused, or the answer was 429, or 503 with
    /// <c>Retry-After</c>, as often as <see cref="WatchOptions.Retry"/> says (a 429 costs no retry, and
    /// <see cref="RetryPolicy.ShouldRetry"/> can forbid a retry there and allow none). Everything else is an OnError, with the errors of
    /// <see cref="SendAsync"/> while sending and those of <see cref="Watch"/> afterwards. Dispose aborts the request, closes the
    /// file, and ends the watch; the service goes on with an upload that it has taken.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one, there is no file, or an option is outside its range.</exception>
    IObservable<UploadStatus> SendAndWatch(string squidId, TaskFile file, WatchOptions? options = null);
}

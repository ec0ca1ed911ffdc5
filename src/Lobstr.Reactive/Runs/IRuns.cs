using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>Runs of squids, and what they found: <c>runs</c> and <c>results</c>.</summary>
/// <remarks>
/// Ids are letters, digits, '-' and '_'; anything else is an <see cref="ArgumentException"/> at the call. The Task methods that
/// ask or send once wait for the request budget, retry nothing, and throw what <see cref="IUploads.GetStatusAsync"/> does;
/// <see cref="ReadResultsAsync"/> and <see cref="DownloadAsync"/> retry as they say. Observables
/// notify from actions of the client's scheduler, one at a time; Dispose cancels the request under way.
/// </remarks>
public interface IRuns
{
    /// <summary>Starts a run. Not before the upload of its tasks has succeeded: see <see cref="UploadStatusExtensions.WhenSucceeded"/>.</summary>
    /// <param name="squid">The id of the squid.</param>
    /// <param name="cancellationToken">Ends the wait and the request; a run that the service has started goes on.</param>
    /// <returns>The run. Sent once, and never again.</returns>
    /// <exception cref="LobstrApiException">The service refuses, with 400 where a run of this squid is active already.</exception>
    Task<Run> StartAsync(string squid, CancellationToken cancellationToken = default);

    /// <summary>Starts a run for each subscription.</summary>
    /// <param name="squid">The id of the squid.</param>
    /// <returns>
    /// A cold observable: OnNext with the run, then OnCompleted; or OnError. The request is sent again only where the service
    /// cannot have taken it (connection refused, 429, 503), as <see cref="RetryPolicy.Default"/> says. Dispose aborts the
    /// request; a run that the service has started goes on.
    /// </returns>
    IObservable<Run> Start(string squid);

    /// <summary>Asks once for a run.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The run.</returns>
    Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Asks once how far a run has come.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The stats.</returns>
    Task<RunStats> GetStatsAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Watches a run until it has ended.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="options">How to poll; default: every 2 s, without a time limit.</param>
    /// <returns>
    /// A cold observable, polled as <see cref="IUploads.Watch"/> is: OnNext with stats that differ from those before; when the
    /// run is done, OnCompleted, or OnError with <see cref="RunFailedException"/> where it ended in error or was aborted. A run
    /// that is paused or uploading goes on. At the deadline OnError with <see cref="RunTimeoutException"/>. Otherwise errors as there, with
    /// <see cref="LobstrApiException"/> for a 404.
    /// </returns>
    IObservable<RunStats> Watch(string runId, WatchOptions? options = null);

    /// <summary>The rows that a run found.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <returns>
    /// A cold observable: OnNext for each row, page after page of 100; the next page is asked for when the last row of a page has
    /// been delivered. Rows stay valid; what is in them differs from crawler to crawler. OnCompleted after the last row. While the run
    /// still adds rows, none that has an <c>id</c> is missed or repeated. Transient faults are retried as
    /// <see cref="RetryPolicy.Default"/> says, then OnError. Dispose asks for no further page.
    /// </returns>
    IObservable<JsonElement> Results(string runId);

    /// <summary>The same rows, pulled, with the same retries: the next page is asked for when a row of it is.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The rows.</returns>
    IAsyncEnumerable<JsonElement> ReadResultsAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Asks for the address of a file of the results.</summary>
    /// <param name="runId">The id of a run whose <see cref="Run.ExportDone"/> is true.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>A signed address that is good for a while, without the API key. Never send the key there.</returns>
    Task<Uri> GetDownloadUrlAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Copies the file of results to a stream, all of it or with an error.</summary>
    /// <param name="runId">The id of a run whose <see cref="Run.ExportDone"/> is true.</param>
    /// <param name="destination">Written from its current position on, and neither flushed to disk nor closed.</param>
    /// <param name="cancellationToken">Ends the transfer. What has been written stays.</param>
    /// <returns>A task that ends when the whole file has been written.</returns>
    /// <remarks>
    /// The key is not sent to the signed address. An address that has expired is renewed once. A transfer that breaks off or
    /// stands still for <see cref="LobstrClientOptions.RequestTimeout"/> goes on where it was, as often as
    /// <see cref="RetryPolicy.Default"/> says without progress; where it cannot, or the file has changed, it fails.
    /// </remarks>
    /// <exception cref="IOException">The file could not be had whole.</exception>
    Task DownloadAsync(string runId, Stream destination, CancellationToken cancellationToken = default);
}

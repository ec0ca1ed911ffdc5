using System.Reactive.Concurrency;

namespace Lobstr.Reactive;

/// <summary>Makes a stream of statuses of any function that asks for one: the watch without the HTTP.</summary>
public static class UploadStatusObservable
{
    /// <summary>Polls a function until the upload has ended.</summary>
    /// <param name="poll">
    /// Asks for the status, once a call, never two calls of a subscription at a time. Called from an action on the scheduler. The
    /// token is cancelled when the subscription is disposed or its deadline passes. What it throws, or its task ends with,
    /// is a fault: transient ones are retried.
    /// </param>
    /// <param name="options">How to poll; default: every 2 s, without a time limit.</param>
    /// <param name="scheduler">
    /// Where polls and notifications are made, and whose clock counts; default <see cref="DefaultScheduler.Instance"/>, the thread pool.
    /// On <see cref="ImmediateScheduler"/> Subscribe itself polls, sleeps through the delays, and returns when the watch has ended or a
    /// poll has not completed at once: use it with functions that answer synchronously.
    /// </param>
    /// <returns>
    /// A cold observable: each subscription polls for itself.
    /// <list type="table">
    /// <listheader><term>moment</term><description>what the subscriber sees</description></listheader>
    /// <item><term>Subscribe</term><description>returns at once; the first poll is scheduled with no delay</description></item>
    /// <item><term>a status that differs from the last one</term><description>OnNext</description></item>
    /// <item><term>an equal status</term><description>nothing</description></item>
    /// <item><term>SUCCESS</term><description>OnNext, then OnCompleted</description></item>
    /// <item><term>FAILURE</term><description>OnNext, then OnError with <see cref="UploadFailedException"/></description></item>
    /// <item><term><see cref="UploadNotFoundException"/></term><description>the same OnError, after <see cref="WatchOptions.NotFoundGrace"/></description></item>
    /// <item><term>a transient fault (see <see cref="RetryPolicy.ShouldRetry"/>)</term><description>nothing; OnError with the last fault when <see cref="WatchOptions.Retry"/> is used up</description></item>
    /// <item><term><see cref="LobstrRateLimitException"/></term><description>nothing: the watch waits for its RetryAfter, else for a growing delay</description></item>
    /// <item><term>any other fault, a null task, a null status</term><description>OnError</description></item>
    /// <item><term><see cref="WatchOptions.Timeout"/></term><description>OnError with <see cref="UploadTimeoutException"/>; a poll made at the deadline is given 30 s</description></item>
    /// </list>
    /// Every notification is made from an action on the scheduler, one at a time. Dispose cancels the poll under way; no
    /// notification begins after it has returned.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="poll"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public static IObservable<UploadStatus> Create(
        Func<CancellationToken, Task<UploadStatus>> poll, WatchOptions? options = null, IScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(poll);
        WatchOptions watchOptions = WatchOptions.Validate(options, nameof(options));
        IScheduler time = scheduler ?? DefaultScheduler.Instance;
        return new WatchObservable<UploadStatus>(
            () => new RequestQueue(new Clock(time), events: null, maxInFlight: 1, isPrivate: true, new RequestFamily(name: null, Unlimited())),
            queue => new FunctionPoll(queue, poll),
            watchOptions,
            UploadRules.Instance);
    }

    // No cap and no headers, but a function may still say that the service has had too many requests.
    private static RequestBudget Unlimited() => new(cap: null, defaultLimit: 90, TimeSpan.FromMinutes(1), isService: false);
}

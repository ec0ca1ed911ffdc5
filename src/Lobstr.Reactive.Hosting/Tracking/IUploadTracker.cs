namespace Lobstr.Reactive.Hosting;

/// <summary>Uploads that outlive the program: each is sent once, watched across restarts, and handled when it has ended.</summary>
/// <remarks>
/// <para>Thread-safe. All waiting and all clocks are the client's scheduler's. Calls made before the host has started the tracker read the store first.</para>
/// <para>
/// After a start every unfinished upload is watched again. Only SUCCESS, FAILURE, or a 404 that outlasts the grace ends it; anything else is
/// its <see cref="TrackedUpload.LastError"/>, and another watch begins after a growing delay.
/// </para>
/// </remarks>
public interface IUploadTracker
{
    /// <summary>Sends a file to a squid, once, and watches what becomes of it.</summary>
    /// <param name="squidId">The id of the squid: letters, digits, '-' and '_'.</param>
    /// <param name="file">The file; opened once.</param>
    /// <param name="label">A name for it, for people and for the program's own bookkeeping; kept as it is. Default: none.</param>
    /// <param name="cancellationToken">
    /// Ends the sending. If the file was on its way the upload is <see cref="TrackedUploadState.MayHaveBeenSent"/>; else it is not tracked.
    /// </param>
    /// <returns>
    /// The upload once the service has answered: <see cref="TrackedUploadState.Watching"/> (or further);
    /// <see cref="TrackedUploadState.Rejected"/> if the service has not taken it for sure, for it refused or was not reached;
    /// <see cref="TrackedUploadState.MayHaveBeenSent"/> if nobody can know. The intent is stored before the file is sent, the id as soon as
    /// it is there; a store that fails at the latter is tried again, and the upload is returned meanwhile.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one, or there is no file. Nothing is tracked.</exception>
    /// <exception cref="IOException">The store cannot take the intent, or the file cannot be opened. Nothing was sent, nothing is tracked.</exception>
    /// <exception cref="InvalidDataException">The file is empty. Nothing was sent, nothing is tracked.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The program is shutting down.</exception>
    /// <remarks>What else opening the file throws is thrown, too, and nothing was sent.</remarks>
    Task<TrackedUpload> SendAsync(string squidId, TaskFile file, string? label = null, CancellationToken cancellationToken = default);

    /// <summary>Tracks an upload that somebody else has sent.</summary>
    /// <param name="uploadTaskId">The id that the service gave it: letters, digits, '-' and '_'.</param>
    /// <param name="label">A name for it; default: none. Of no effect if the upload is tracked already.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The upload once it is stored; one that is tracked already is the same one.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="IOException">The store cannot take it; it is not tracked.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The program is shutting down.</exception>
    Task<TrackedUpload> TrackAsync(string uploadTaskId, string? label = null, CancellationToken cancellationToken = default);

    /// <summary>Says what became of an upload that <see cref="TrackedUploadState.MayHaveBeenSent"/>.</summary>
    /// <param name="trackingId">Which upload.</param>
    /// <param name="uploadTaskId">
    /// The id under which the service has taken it: it is watched from now on. Null: it was not taken, and is
    /// <see cref="TrackedUploadState.Rejected"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the wait, and not what has begun.</param>
    /// <returns>The upload once that is stored; a store that fails is tried again.</returns>
    /// <exception cref="ArgumentException">An id cannot be one.</exception>
    /// <exception cref="KeyNotFoundException">No such upload is tracked.</exception>
    /// <exception cref="InvalidOperationException">
    /// It is in another state (the very same answer again is no error), or the upload of that id is tracked already: forget one of them.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The program is shutting down.</exception>
    Task<TrackedUpload> ResolveAsync(string trackingId, string? uploadTaskId, CancellationToken cancellationToken = default);

    /// <summary>Tracks an upload no longer; the service goes on with it.</summary>
    /// <param name="trackingId">Which upload; if none of this id is tracked, nothing happens.</param>
    /// <param name="cancellationToken">Ends the wait, and not what has begun.</param>
    /// <returns>A task that completes once the store has forgotten it, too; a store that fails is tried again.</returns>
    /// <exception cref="InvalidOperationException">It is being sent: cancel that first.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The program is shutting down.</exception>
    Task ForgetAsync(string trackingId, CancellationToken cancellationToken = default);

    /// <summary>Every tracked upload as it stands, then each change.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>moment</term><description>what the subscriber sees</description></listheader>
    /// <item><term>Subscribe</term><description>returns at once; OnNext follows for every upload as it stands, the oldest first</description></item>
    /// <item><term>an upload changes</term><description>OnNext; a subscriber that is slow is given the newest state of each upload, and not those between</description></item>
    /// <item><term>an upload is forgotten</term><description>nothing</description></item>
    /// <item><term>shutdown</term><description>what is still to be delivered, then OnCompleted</description></item>
    /// </list>
    /// Every notification is made from an action on the client's scheduler, one at a time. There is no OnError. An observer that throws is
    /// not called again. No notification begins after Dispose has returned.
    /// </remarks>
    IObservable<TrackedUpload> Changes { get; }

    /// <summary>Every tracked upload as it stands, the oldest first: a snapshot. Empty before the start.</summary>
    IReadOnlyCollection<TrackedUpload> Uploads { get; }
}

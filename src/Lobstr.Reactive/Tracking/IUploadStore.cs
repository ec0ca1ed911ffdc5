namespace Lobstr.Reactive;

/// <summary>Keeps tracked uploads, so that a restart of the program loses none of them.</summary>
/// <remarks>
/// <para>
/// Thread-safe. Several accounts may share one store, and never see each other's records. An account has one program at a time that
/// tracks its uploads: that program writes its batches one after another.
/// </para>
/// <para>
/// A store looks into no record: it keeps <see cref="StoredUpload.Content"/> as it is. Whether a store does what is promised here, the
/// cases of <c>UploadStoreContract</c> in <c>Lobstr.Reactive.Testing</c> say.
/// </para>
/// </remarks>
public interface IUploadStore
{
    /// <summary>Reads all records of an account. Called once when the program starts.</summary>
    /// <param name="account">The name of the account; compared letter by letter. The account without a name has the empty string.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The records as they were last written, those that were deleted apart, in any order.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>Whatever else it throws keeps the program from starting: better none than one that has forgotten its uploads.</remarks>
    Task<IReadOnlyList<StoredUpload>> ReadAsync(string account, CancellationToken cancellationToken);

    /// <summary>Writes records: all of them or none.</summary>
    /// <param name="account">The name of the account.</param>
    /// <param name="batch">
    /// The records; one whose content is null is deleted. One whose version is not higher than that of the stored record changes nothing,
    /// so that a batch can be written once more if nobody knows whether it was written.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; the batch may have been written all the same.</param>
    /// <returns>A task that completes when the records outlive a sudden death of the process.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// Whatever else it throws means that nothing of the batch is certain: the caller goes on without the store, and writes again after a
    /// growing delay.
    /// </remarks>
    Task WriteAsync(string account, IReadOnlyList<StoredUpload> batch, CancellationToken cancellationToken);
}

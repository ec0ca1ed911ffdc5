namespace Lobstr.Reactive.Hosting;

/// <summary>Sends a file once, with the intent in the store before and the id in it as soon as it is there.</summary>
internal sealed class UploadSender(IUploads uploads, UploadRegister register, CancellationToken shutdown)
{
    /// <summary>Sends a file.</summary>
    /// <param name="entry">The upload, in the state <see cref="TrackedUploadState.Sending"/>; nobody sees it yet.</param>
    /// <param name="squidId">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <returns>Why the service has not answered with an id; null: it has.</returns>
    public async Task<Exception?> SendAsync(TrackedEntry entry, string squidId, TaskFile file, CancellationToken cancellationToken)
    {
        await StoreIntentAsync(register, entry, $"The file '{file}' was not sent", cancellationToken).ConfigureAwait(false);
        bool wasOpened = false;
        string uploadTaskId;
        try
        {
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, shutdown);
            uploadTaskId = await uploads.SendAsync(squidId, file.Notifying(() => wasOpened = true), cancellation.Token).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            if (SendFault.StateAfter(fault, wasOpened) is not { } state)
            {
                // If the program dies before that is written, it may have been sent for all that anybody knows.
                await register.Remove(entry).Tried.ConfigureAwait(false);
                throw;
            }
            await ChangeAsync(entry, current => new EntryState(current with { State = state }, fault.Message)).ConfigureAwait(false);
            return fault;
        }
        await ChangeAsync(entry, current => new EntryState(current with { State = TrackedUploadState.Watching, UploadTaskId = uploadTaskId }))
            .ConfigureAwait(false);
        return null;
    }

    /// <summary>Stores an upload of which nothing has happened yet, and shows it then.</summary>
    /// <param name="register">Where.</param>
    /// <param name="entry">The upload.</param>
    /// <param name="consequence">What has not been done if the store cannot take it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store cannot take it.</exception>
    public static async Task StoreIntentAsync(
        UploadRegister register, TrackedEntry entry, string consequence, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Exception? refused;
        try
        {
            refused = await register.AddIntent(entry).Tried.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            register.Remove(entry);
            throw;
        }
        if (refused is not null)
        {
            // Nobody knows whether a write that has failed was written.
            register.Remove(entry);
            throw new IOException($"{consequence}: the store of tracked uploads cannot keep it. {refused.Message}", refused);
        }
        register.Show(entry);
    }

    private async Task ChangeAsync(TrackedEntry entry, Func<TrackedUpload, EntryState> change)
    {
        // A store that fails now is tried again: the upload goes on.
        if (register.Change(entry, WriteUrgency.Immediate, state => change(state.Upload)) is { } ticket)
            await ticket.Tried.ConfigureAwait(false);
    }
}

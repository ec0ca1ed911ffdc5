namespace Lobstr.Reactive.Hosting;

/// <summary>What becomes of a record that is to be written.</summary>
internal sealed class StoreTicket
{
    // Continuations run inside the scheduler's action, so that they stay on the virtual clock.
    private readonly TaskCompletionSource<Exception?> _tried = new();
    private readonly TaskCompletionSource _stored = new();

    /// <summary>Completes when the store was tried with it once: why it failed, or null.</summary>
    public Task<Exception?> Tried => _tried.Task;

    /// <summary>Completes when the store has it.</summary>
    public Task Stored => _stored.Task;

    public void Complete(Exception? error) =>
        InlineTask.RunWithoutContext(() =>
        {
            _tried.TrySetResult(error);
            if (error is null)
                _stored.TrySetResult();
        });
}

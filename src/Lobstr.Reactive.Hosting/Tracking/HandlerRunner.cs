using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Hosting;

/// <summary>Calls a handler.</summary>
/// <param name="upload">The upload that has ended.</param>
/// <param name="cancellationToken">Cancelled when the host does not wait any longer.</param>
internal delegate Task HandlerCall(TrackedUpload upload, CancellationToken cancellationToken);

/// <summary>
/// Calls the handler of each upload that has ended, until its return is stored: a few at a time, one at a time for an upload, again after a
/// growing delay if it throws. Thread-safe.
/// </summary>
internal sealed class HandlerRunner(
    HandlerCall? call,
    UploadRegister register,
    ActiveCalls calls,
    IScheduler scheduler,
    UploadTrackingOptions options,
    Action<TrackedEntry> onHandled,
    ScopedLogger logger,
    CancellationToken shutdown)
{
    private readonly Lock _lock = new();
    private readonly Queue<TrackedEntry> _waiting = new();
    private int _running;

    /// <summary>Has an upload handled, if there is something to handle and that is not under way.</summary>
    public void Begin(TrackedEntry entry)
    {
        bool begins = register.Under(entry, static current =>
        {
            if (current.IsForgotten || current.IsBeingHandled || current.IsGivenUp || !current.State.IsToBeHandled)
                return false;
            return current.IsBeingHandled = true;
        });
        if (begins)
            LineUp(entry);
    }

    private void LineUp(TrackedEntry entry)
    {
        lock (_lock)
            _waiting.Enqueue(entry);
        StartNext();
    }

    private void StartNext()
    {
        TrackedEntry? next;
        lock (_lock)
        {
            if (_running == options.MaxConcurrentHandlers || !_waiting.TryDequeue(out next))
                return;
            _running++;
        }
        // A scheduler that is gone has no handlers called: they are after the next start.
        if (scheduler.TryScheduleWithoutContext((Runner: this, next), TimeSpan.Zero, static work => work.Runner.Run(work.next), out _) is not null)
            Leave();
    }

    private void Leave()
    {
        lock (_lock)
            _running--;
    }

    // What a handler awaits brings it back here, and not to a context that the thread of the scheduler happens to have.
    private void Run(TrackedEntry entry) => InlineTask.RunWithoutContext(() => _ = RunAsync(entry));

    private async Task RunAsync(TrackedEntry entry)
    {
        // What a shutdown meets here waits for the next start.
        if (!calls.TryBegin())
            return;
        try
        {
            // It may have been resolved, or forgotten, while it waited for its turn.
            (bool isDue, int generation, TrackedUpload upload) = register.Under(entry, static current =>
                (!current.IsForgotten && current.State.IsToBeHandled, current.Generation, current.State.Upload));
            Exception? error = isDue ? await CallAsync(upload).ConfigureAwait(false) : null;
            Leave();
            StartNext();
            if (!isDue)
                End(entry);
            else if (error is null)
                await OnReturnedAsync(entry, generation).ConfigureAwait(false);
            else if (!shutdown.IsCancellationRequested)
                OnThrown(entry, upload, generation, error);
        }
        finally
        {
            calls.End();
        }
    }

    private async Task<Exception?> CallAsync(TrackedUpload upload)
    {
        try
        {
            if (call is not null)
                await call(upload, shutdown).ConfigureAwait(false);
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    private async Task OnReturnedAsync(TrackedEntry entry, int generation)
    {
        if (register.Store(entry, generation, Handled) is { } ticket)
        {
            await ticket.Stored.ConfigureAwait(false);
            if (register.TryShowStored(entry, generation, Handled))
                onHandled(entry);
        }
        End(entry);
    }

    private void OnThrown(TrackedEntry entry, TrackedUpload upload, int generation, Exception error)
    {
        int failures = 0;
        bool isGivenUp = false;
        StoreTicket? failed = register.Change(entry, WriteUrgency.Soon, state =>
        {
            if (entry.Generation != generation)
                return null;
            failures = ++entry.HandlerFailures;
            isGivenUp = entry.IsGivenUp = failures > options.HandlerRetries;
            return state with { HandlerError = $"The handler has failed: {error.Message}" };
        });
        if (failed is null || isGivenUp)
        {
            if (isGivenUp)
                logger.About(upload).HandlerGivenUp(entry.TrackingId, failures, error);
            End(entry);
            return;
        }
        TimeSpan delay = options.DelayAfter(failures);
        logger.About(upload).HandlerFailed(entry.TrackingId, failures, delay, error);
        scheduler.TryScheduleWithoutContext((Runner: this, entry), delay, static retry => retry.Runner.LineUp(retry.entry), out _);
    }

    // It may have been resolved meanwhile, and be to be handled anew.
    private void End(TrackedEntry entry)
    {
        register.Under(entry, static current => current.IsBeingHandled = false);
        Begin(entry);
    }

    private static EntryState Handled(EntryState state) => state with { Upload = state.Upload with { IsHandled = true }, HandlerError = null };
}

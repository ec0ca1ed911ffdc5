using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Lobstr.Reactive.Testing;

/// <summary>A wait on a scheduler as a task whose continuations run inside the scheduler's action.</summary>
internal sealed class SchedulerWait
{
    // Without RunContinuationsAsynchronously: what waits goes on where time has passed.
    private readonly TaskCompletionSource<bool> _completion = new();
    private SingleAssignmentDisposableValue _timer;
    private CancellationTokenRegistration _registration;

    private SchedulerWait()
    {
    }

    /// <summary>Waits a time, which may be zero; a cancelled token ends the wait at once.</summary>
    public static Task For(IScheduler scheduler, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        if (delay <= TimeSpan.Zero) return Task.CompletedTask;

        SchedulerWait wait = Begin(cancellationToken);
        wait._timer.Disposable = scheduler.Schedule(wait, delay, static (_, self) =>
        {
            self.Complete();
            return Disposable.Empty;
        });
        return wait._completion.Task;
    }

    /// <summary>Waits until the token is cancelled.</summary>
    public static Task Forever(CancellationToken cancellationToken) => Begin(cancellationToken)._completion.Task;

    private static SchedulerWait Begin(CancellationToken cancellationToken)
    {
        var wait = new SchedulerWait();
        wait._registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((SchedulerWait)state!).Cancel(token), wait);
        return wait;
    }

    private void Complete()
    {
        // Not Dispose, which would wait for a cancellation that runs on another thread.
        _registration.Unregister();
        Inline.Run(static completion => completion.TrySetResult(true), _completion);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        _timer.Dispose();
        Inline.Run(static state => state._completion.TrySetCanceled(state.cancellationToken), (_completion, cancellationToken));
    }
}

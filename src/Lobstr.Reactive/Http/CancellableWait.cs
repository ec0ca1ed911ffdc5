namespace Lobstr.Reactive;

/// <summary>Waits for what may ignore its token, such as a handler of the caller's.</summary>
internal static class CancellableWait
{
    /// <summary>
    /// The task; a cancelled one as soon as the token is cancelled. What is left behind is observed. Continues within the action that
    /// completes it, whatever synchronization context is current.
    /// </summary>
    /// <param name="task">What to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="discard">What to do with a result that comes too late; may throw.</param>
    public static Task<T> OrCancelled<T>(this Task<T> task, CancellationToken cancellationToken, Action<T>? discard = null) =>
        task.IsCompleted || !cancellationToken.CanBeCanceled ? task : new Waiting<T>(discard, cancellationToken).For(task);

    /// <inheritdoc cref="OrCancelled{T}(Task{T}, CancellationToken, Action{T})"/>
    public static ValueTask<T> OrCancelled<T>(this ValueTask<T> task, CancellationToken cancellationToken, Action<T>? discard = null) =>
        task.IsCompleted ? task : new(task.AsTask().OrCancelled(cancellationToken, discard));

    private sealed class Waiting<T>(Action<T>? discard, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<T> _result = new();
        private CancellationTokenRegistration _registration;

        public Task<T> For(Task<T> task)
        {
            _registration = cancellationToken.UnsafeRegister(static waiting => ((Waiting<T>)waiting!).Leave(), this);
            task.ContinueWith(
                static (ended, waiting) => ((Waiting<T>)waiting!).End(ended),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            return _result.Task;
        }

        private void Leave() => InlineTask.RunWithoutContext(() => _result.TrySetCanceled(cancellationToken));

        private void End(Task<T> task)
        {
            _registration.Unregister();
            InlineTask.RunWithoutContext(() =>
            {
                if (task.IsCompletedSuccessfully)
                {
                    if (!_result.TrySetResult(task.Result))
                        Discard(task.Result);
                }
                else if (task.Exception is { } fault)
                {
                    _result.TrySetException(fault.InnerExceptions);
                }
                else
                {
                    // With the token of its own: who cancelled it is not always us.
                    _result.TrySetException(Faults.Of(task));
                }
            });
        }

        private void Discard(T result)
        {
            try
            {
                discard?.Invoke(result);
            }
            catch (Exception)
            {
                // Nobody is there any more to be told.
            }
        }
    }
}

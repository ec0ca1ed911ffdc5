namespace Lobstr.Reactive;

/// <summary>A call for somebody who awaits a task.</summary>
internal sealed class TaskCall<T>(RequestQueue queue, RequestFamily family, CallPlan<T> plan) : Call<T>(queue, family, plan)
    where T : class
{
    private readonly TaskCompletionSource<T> _result = new();
    private CancellationTokenRegistration _registration;

    /// <summary>Begins, once.</summary>
    public Task<T> Start(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        using (Queue.Enter(TurnEnd.Leave))
        {
            if (Queue.IsClosed)
                return Task.FromException<T>(Faults.Disposed());
        }
        _registration = cancellationToken.UnsafeRegister(static (call, token) => ((TaskCall<T>)call!).Cancel(token), this);
        Start();
        return _result.Task;
    }

    public override void Notify()
    {
        if (!TryClaim())
            return;
        _registration.Dispose();
        // Whoever awaits it goes on within this action, whatever context its thread has.
        InlineTask.RunWithoutContext(() => _ = Fault is { } fault ? _result.TrySetException(fault) : _result.TrySetResult(Value!));
    }

    // A task needs no scheduler to be completed: what became of the request is not lost.
    public override void Reject(Exception error) => Notify();

    private void Cancel(CancellationToken token)
    {
        if (TryCancel())
            InlineTask.RunWithoutContext(() => _result.TrySetCanceled(token));
    }
}

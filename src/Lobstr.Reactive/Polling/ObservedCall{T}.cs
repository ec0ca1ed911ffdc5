namespace Lobstr.Reactive;

/// <summary>A call for an observer: OnNext and OnCompleted, or OnError. Dispose gives it up.</summary>
internal sealed class ObservedCall<T>(
    RequestQueue queue, RequestFamily family, CallPlan<T> plan, IObserver<T> observer)
    : Call<T>(queue, family, plan), IDisposable
    where T : class
{
    private volatile bool _isDisposed;

    /// <summary>Begins, once.</summary>
    public new void Start() => base.Start();

    public override void Notify()
    {
        // Explaining it takes a while: what comes last before the call is the look whether anybody still listens.
        Exception? fault = Fault;
        if (!TryClaim() || _isDisposed)
            return;
        if (fault is not null)
        {
            observer.OnError(fault);
            return;
        }
        observer.OnNext(Value!);
        if (!_isDisposed)
            observer.OnCompleted();
    }

    public override void Reject(Exception error)
    {
        // A value may be told in an action on the scheduler only.
        if (Value is null)
            Notify();
        else if (TryClaim() && !_isDisposed)
            observer.OnError(error);
    }

    public void Dispose()
    {
        _isDisposed = true;
        TryCancel();
    }
}

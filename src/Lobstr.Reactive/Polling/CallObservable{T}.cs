namespace Lobstr.Reactive;

/// <summary>A cold call: each subscription sends a request of its own.</summary>
internal sealed class CallObservable<T>(RequestQueue queue, RequestFamily family, CallPlan<T> plan) : IObservable<T>
    where T : class
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var call = new ObservedCall<T>(queue, family, plan, observer);
        call.Start();
        return call;
    }
}

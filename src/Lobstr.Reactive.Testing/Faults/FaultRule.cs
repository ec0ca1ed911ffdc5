namespace Lobstr.Reactive.Testing;

/// <summary>A fault and the requests that it befalls.</summary>
internal sealed class FaultRule(Fault fault, Func<SimulatedRequest, bool>? where)
{
    private long _seen;
    private int _used;

    public TimeSpan From { get; init; } = TimeSpan.MinValue;

    public TimeSpan To { get; init; } = TimeSpan.MaxValue;

    public long First { get; init; } = 1;

    public long Last { get; init; } = long.MaxValue;

    public bool Once { get; init; }

    /// <summary>Adds the fault to a request that arrives, if it is one of those.</summary>
    public void AddTo(SimulatedRequest request, TimeSpan now, FaultEffect effect)
    {
        if (now < From || now >= To || where?.Invoke(request) == false) return;
        long number = Interlocked.Increment(ref _seen);
        if (number < First || number > Last) return;
        if (Once && Interlocked.Exchange(ref _used, 1) != 0) return;
        fault.AddTo(effect);
    }
}

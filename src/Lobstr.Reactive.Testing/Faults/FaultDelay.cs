namespace Lobstr.Reactive.Testing;

/// <summary>A service that takes its time.</summary>
internal sealed class FaultDelay(TimeSpan delay) : Fault
{
    public override string ToString() => $"{delay} later";

    internal override void AddTo(FaultEffect effect) => effect.Delay += delay;
}

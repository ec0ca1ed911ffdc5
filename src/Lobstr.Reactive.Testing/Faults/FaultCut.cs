namespace Lobstr.Reactive.Testing;

/// <summary>A body that does not come to its end.</summary>
internal sealed class FaultCut(BodyCut cut, string name) : Fault
{
    public override string ToString() => name;

    internal override void AddTo(FaultEffect effect) => effect.End(this, FaultKind.CutBody, cut: cut);
}

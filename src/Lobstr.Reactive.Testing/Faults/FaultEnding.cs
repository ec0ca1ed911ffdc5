namespace Lobstr.Reactive.Testing;

/// <summary>A fault without parameters that ends a request.</summary>
internal sealed class FaultEnding(FaultKind kind, string name) : Fault
{
    public override string ToString() => name;

    internal override void AddTo(FaultEffect effect) => effect.End(this, kind);
}

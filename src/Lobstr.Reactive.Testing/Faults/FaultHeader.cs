namespace Lobstr.Reactive.Testing;

/// <summary>A header of the service's own answer.</summary>
internal sealed class FaultHeader(KeyValuePair<string, string> header) : Fault
{
    public override string ToString() => $"{header.Key}: {header.Value}";

    internal override void AddTo(FaultEffect effect) => effect.Headers.Add(header);
}

namespace Lobstr.Reactive.Testing;

/// <summary>What all the faults of one request make together: the first that ends it wins.</summary>
internal sealed class FaultEffect
{
    public FaultKind Kind { get; private set; }

    public Answer? Response { get; private set; }

    public TimeSpan Delay { get; set; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public void End(FaultKind kind, Answer? response = null)
    {
        if (Kind != FaultKind.None) return;
        Kind = kind;
        Response = response;
    }
}

namespace Lobstr.Reactive.Testing;

/// <summary>What all the faults of one request make together: the first that ends it wins.</summary>
internal sealed class FaultEffect
{
    public static readonly FaultEffect None = new();

    /// <summary>The fault that ends the request; null if the service does.</summary>
    public Fault? Ending { get; private set; }

    public FaultKind Kind { get; private set; }

    public Answer? Response { get; private set; }

    /// <summary>Where the body of the answer ends too early; null: nowhere.</summary>
    public BodyCut? Cut { get; private set; }

    public TimeSpan Delay { get; set; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public void End(Fault fault, FaultKind kind, Answer? response = null, BodyCut? cut = null)
    {
        if (Ending is not null) return;
        Ending = fault;
        Kind = kind;
        Response = response;
        Cut = cut;
    }
}

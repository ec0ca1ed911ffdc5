using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>A squid as it stands. Its tasks and its runs are elsewhere.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Crawler">What it runs.</param>
/// <param name="CreatedAt">When it was made, since the simulator was.</param>
internal sealed record SimulatedSquid(string Id, string Name, SimulatedCrawler Crawler, TimeSpan CreatedAt)
{
    /// <summary>Whether its parameters have been set once.</summary>
    public bool IsReady { get; init; } = true;

    public bool IsActive { get; init; } = true;

    public int Concurrency { get; init; } = 1;

    /// <summary>Whether rows that are the same are exported once; those of the simulator all differ.</summary>
    public bool ExportsUniqueResults { get; init; } = true;

    /// <summary>Its parameters as JSON.</summary>
    public string Parameters { get; init; } = "{}";

    /// <summary>The accounts that it uses, as JSON.</summary>
    public string Accounts { get; init; } = "[]";

    /// <summary>Who is told of its runs; null: nobody.</summary>
    public Webhook? Webhook { get; init; }

    // As JSON, for what is shared does not change.
    private Dictionary<DeliveryMethod, string> Deliveries { get; init; } = [];

    /// <summary>What was said of a way to deliver its results; null: nothing.</summary>
    public JsonObject? SaidOf(DeliveryMethod method) =>
        Deliveries.TryGetValue(method, out string? said) ? JsonNode.Parse(said)!.AsObject() : null;

    public SimulatedSquid With(DeliveryMethod method, JsonObject said) => this with
    {
        Deliveries = new Dictionary<DeliveryMethod, string>(Deliveries) { [method] = said.ToJsonString() },
    };
}

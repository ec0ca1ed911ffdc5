using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET user/balance</c>. There is but one: the id means nothing.</summary>
internal sealed class BalanceResource : JsonResource<Balance>
{
    public static BalanceResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("other", "user/balance");

    public override string AddressOf(string service, string id) => service + "user/balance";

    public override string? SubjectOf(string id) => null;

    public override string Describe(string id) => "the balance of the account";

    public override Balance Redacted(Secret secret, Balance value) =>
        secret.RedactAny(value.Plan) is var plan && plan != value.Plan ? value with { Plan = plan } : value;

    protected override Balance Read(JsonElement body, string id) => new()
    {
        Available = JsonFields.Number(body, "available")
            ?? throw new LobstrProtocolException($"The answer about {Describe(id)} does not say what is available."),
        Consumed = JsonFields.Number(body, "consumed") ?? 0,
        UsedSlots = JsonFields.SmallCount(body, "used_slots"),
        TotalSlots = JsonFields.SmallCount(body, "total_available_slots"),
        HasUnpaidBill = JsonFields.Flag(body, "has_unpaid_bill") ?? false,
        ResetsAt = JsonFields.Date(body, "reset_time"),
        Plan = JsonFields.NonEmptyText(body, "plan") ?? JsonFields.NonEmptyText(body, "interval"),
    };
}

using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET runs?squid=ID</c>, newest first.</summary>
internal sealed class RunListResource() : ListResource<Run>("runs", "runs", "squid")
{
    public static RunListResource Instance { get; } = new();

    public override string ListOf(string subject) => $"the runs of squid '{subject}'";

    public override Run ReadRow(JsonElement row, string subject)
    {
        CheckRow(row, "squid", subject);
        Run run = RunJson.Read(row, id: null, ListOf(subject));
        return run.SquidId.Length > 0 ? run : run with { SquidId = subject };
    }

    public override Run RedactedRow(Secret secret, Run value) => RunJson.Redacted(secret, value);
}

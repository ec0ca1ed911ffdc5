using System.Text.Json;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>A run, and the answer to the start of one: it has not ended where nobody said so.</summary>
internal sealed class RunTarget : FuzzTarget
{
    private const string Id = "run-1";

    private static readonly string[] Ended = ["done", "aborted", "error"];

    private static readonly string[] Known = [.. Ended, "pending", "running", "uploading", "paused"];

    public override string Name => "run";

    public override void Check(byte[] input)
    {
        using var oracle = new Oracle(input);
        if (ReadOrRefuse(RunResource.Existing, input, Id) is { } run)
        {
            Require(run.Id == Id, $"The run has the id '{run.Id}'.");
            Require(oracle.Text("id") is not { Length: > 0 } id || ResourceId.AreSame(id, Id), "Another run was believed.");
            CheckEnd(run, oracle);
        }
        if (ReadOrRefuse(RunResource.New, input, "squid-1") is { } started)
        {
            Require(ResourceId.IsValid(started.Id) && started.Id == oracle.Text("id"), $"A run '{started.Id}' was made up.");
            CheckEnd(started, oracle);
        }
    }

    private static void CheckEnd(Run run, Oracle oracle)
    {
        Require(oracle.IsObject, "A run was made up: the body is no JSON object.");
        string? status = oracle.Text("status");
        Require(run.RawStatus == (status ?? ""), $"The status is '{status}', and '{run.RawStatus}' was read.");
        bool isDone = oracle.Last("is_done")?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Ended.Contains(status, StringComparer.OrdinalIgnoreCase),
        };
        Require(run.IsDone == isDone, $"The run is {(isDone ? "" : "not ")}done, and the opposite was read.");
        bool isKnown = Known.Contains(status, StringComparer.OrdinalIgnoreCase);
        Require(run.IsFinal == (isKnown ? Ended.Contains(status, StringComparer.OrdinalIgnoreCase) : isDone), "A status that is known does not decide.");
        Require(run.IsFinal || !run.WasCutShort, "A run that goes on was cut short.");
        Require(double.IsFinite(run.CreditUsed), "Credits are not finite.");
    }
}

using System.Text.Json;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>The progress of a run: it is done exactly where the service says so.</summary>
internal sealed class RunStatsTarget : FuzzTarget
{
    private const string Id = "run-1";

    public override string Name => "stats";

    public override void Check(byte[] input)
    {
        if (ReadOrRefuse(RunStatsResource.Instance, input, Id) is not { } stats)
            return;
        using var oracle = new Oracle(input);
        Require(oracle.IsObject, "Stats were made up: the body is no JSON object.");
        Require(
            oracle.Last("is_done")?.ValueKind == (stats.IsDone ? JsonValueKind.True : JsonValueKind.False),
            "The stats say something else about the end than the service.");
        Require(oracle.Text("id") is not { Length: > 0 } id || ResourceId.AreSame(id, Id), "The stats of another run were believed.");
        Require(stats.PercentDone is not { } percent || double.IsFinite(percent), "The percentage is not finite.");
        Require(ReferenceEquals(stats, ReadOrRefuse(RunStatsResource.Instance, input, Id, stats)), "Unchanged stats are a new object.");
    }
}

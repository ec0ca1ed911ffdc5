using System.Text.Json;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>The status of an upload: a SUCCESS is never made up, none is lost, and none is another upload's.</summary>
internal sealed class UploadStatusTarget : FuzzTarget
{
    private const string Id = "up-1";

    private static readonly UploadStatus[] Before =
    [
        new() { Id = Id, State = UploadState.Progress },
        new() { Id = Id, State = UploadState.Success, Meta = new UploadMeta { Valid = 8, Inserted = 8 } },
        new() { Id = Id, State = UploadState.Unknown, RawState = "REVOKED" },
    ];

    public override string Name => "status";

    public override void Check(byte[] input)
    {
        UploadStatus? status = ReadOrRefuse(UploadResource.Instance, input, Id);
        using var oracle = new Oracle(input);
        string? state = oracle.Text("state");
        bool isAnothers = oracle.All("id").Any(IsAnothers);
        if (status is null)
        {
            // A state that was written twice must be readable both times.
            bool isReadable = oracle.All("state").All(each => each.ValueKind is not JsonValueKind.String || Oracle.TextOf(each) is not null);
            Require(state is null or "" || isAnothers || !isReadable, $"A good answer with the state '{state}' was refused.");
            return;
        }
        Require(oracle.IsObject, "A status was made up: the body is no JSON object.");
        Require(state == status.RawState, $"The state is '{state}', and '{status.RawState}' was read.");
        Require(status.State == Expected(state!), $"'{state}' was read as {status.State}.");
        Require(!isAnothers, "The status of another upload was believed.");
        Require(status.Id == Id, $"The status has the id '{status.Id}'.");
        if (oracle.Last("meta") is { ValueKind: JsonValueKind.Object } meta && MetaOf(meta) is { } counts)
            Require(counts == status.Meta, $"The counts are {counts}, and {status.Meta} were read.");
        foreach (UploadStatus last in Before)
        {
            UploadStatus? again = ReadOrRefuse(UploadResource.Instance, input, Id, last);
            Require(status == again, "What was read before changes what is read.");
            Require(again != last || ReferenceEquals(again, last), "An unchanged answer is a new object.");
        }
    }

    private static UploadState Expected(string state) =>
        new[] { UploadState.Pending, UploadState.Progress, UploadState.Success, UploadState.Failure }
            .FirstOrDefault(each => string.Equals(each.ToString(), state, StringComparison.OrdinalIgnoreCase));

    private static bool IsAnothers(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.String => Oracle.TextOf(id) is not { } text
            || (text.Length > 0 && !text.Replace("-", "", StringComparison.Ordinal).Equals("up1", StringComparison.OrdinalIgnoreCase)),
        _ => true,
    };

    // If there is anything to argue about, such as a count twice, no opinion.
    private static UploadMeta? MetaOf(JsonElement meta)
    {
        var counts = new Dictionary<string, long>();
        try
        {
            foreach (JsonProperty field in meta.EnumerateObject())
            {
                if (field.Value.ValueKind is not JsonValueKind.Number || !field.Value.TryGetInt64(out long count) || !counts.TryAdd(field.Name, count))
                    return null;
            }
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        return new UploadMeta
        {
            Valid = counts.GetValueOrDefault("valid"),
            Inserted = counts.GetValueOrDefault("inserted"),
            Duplicates = counts.GetValueOrDefault("duplicates"),
            Invalid = counts.GetValueOrDefault("invalid"),
        };
    }
}

using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET runs/{id}</c>, and what answers with a run: <c>POST runs</c> and <c>POST runs/{id}/abort</c>.</summary>
internal sealed class RunResource : JsonResource<Run>
{
    private readonly bool _isNew;
    private readonly string _suffix;
    private readonly string _lookWith;

    private RunResource(bool isNew, string path, string suffix, string lookWith)
    {
        _isNew = isNew;
        _suffix = suffix;
        _lookWith = lookWith;
        Endpoint = new Endpoint("runs", path);
    }

    /// <summary>A run that exists.</summary>
    public static RunResource Existing { get; } = new(isNew: false, "runs/{id}", suffix: "", lookWith: "");

    /// <summary>A run that is to be started; the id is that of the squid.</summary>
    public static RunResource New { get; } = new(
        isNew: true, "runs", suffix: "", $"{nameof(ILobstrClient.Runs)}.{nameof(IRuns.ListAsync)} gives the runs of the squid, newest first");

    /// <summary>A run that is to be aborted.</summary>
    public static RunResource Aborting { get; } = new(
        isNew: false, "runs/{id}/abort", "/abort", $"{nameof(ILobstrClient.Runs)}.{nameof(IRuns.GetAsync)} tells how the run stands");

    public override Endpoint Endpoint { get; }

    public override string AddressOf(string service, string id) => _isNew ? service + "runs" : service + "runs/" + id + _suffix;

    public override Run Redacted(Secret secret, Run value) => RunJson.Redacted(secret, value);

    public override string Describe(string id) =>
        _isNew ? $"the run of squid '{id}'" : _suffix.Length > 0 ? $"the abort of run '{id}'" : $"run '{id}'";

    public override string LookWith(string id) => _lookWith;

    protected override Run Read(JsonElement body, string id)
    {
        if (_isNew)
            return RunJson.Read(body, id: null, Describe(id));
        CheckId(body, id);
        return RunJson.Read(body, id, Describe(id));
    }
}

using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET results?run=ID</c>: rows as they are.</summary>
internal sealed class ResultListResource() : ListResource<JsonElement>("results", "results", "run")
{
    public static ResultListResource Instance { get; } = new();

    public override string? SubjectOf(string id) => SubjectOfPage(id);

    public override string ListOf(string subject) => $"the results of run '{subject}'";

    public override JsonElement ReadRow(JsonElement row, string subject) => row;
}

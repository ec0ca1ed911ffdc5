namespace Lobstr.Reactive.Benchmarks;

/// <summary>The body of a status.</summary>
internal sealed record StatusBody(string Id, string State, UploadMeta? Meta);

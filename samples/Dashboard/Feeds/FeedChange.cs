using System.Text.Json;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>A thing as it stands now.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Which one.</param>
/// <param name="Value">All of it; null: it is gone.</param>
internal sealed record FeedChange(FeedKind Kind, string Key, JsonElement? Value);

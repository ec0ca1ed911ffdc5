using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>One page of results.</summary>
/// <param name="Rows">The rows; each can be kept by itself.</param>
/// <param name="Total">How many rows there are in all, as of this page; null where the service did not say.</param>
/// <param name="IsLast">Whether no page follows, as of this page.</param>
internal sealed record ResultPage(IReadOnlyList<JsonElement> Rows, long? Total, bool IsLast);

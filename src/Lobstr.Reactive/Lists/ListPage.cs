using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>One page of a list.</summary>
/// <param name="Rows">The rows; each can be kept by itself.</param>
/// <param name="Total">How many rows there are in all, as of this page; null: not said.</param>
/// <param name="Limit">The most rows that a page has; null: not said.</param>
/// <param name="HasNext">Whether another page follows, as of this page; null: not said.</param>
/// <param name="Warning">What the service warns of, such as that it withholds rows; null: of nothing.</param>
internal sealed record ListPage(IReadOnlyList<JsonElement> Rows, long? Total, long? Limit, bool? HasNext, string? Warning);

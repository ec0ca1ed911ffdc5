namespace Lobstr.Reactive;

/// <summary>A parameter of the tasks of a crawler: a column of their file.</summary>
/// <param name="Name">The header of the column.</param>
/// <param name="Group">Names the alternative that it is a part of; null: it is a part of none.</param>
/// <param name="IsRequired">Whether a task cannot do without it, or, in a group, without it if it uses that alternative.</param>
internal sealed record CrawlerParameter(string Name, string? Group, bool IsRequired);

namespace Lobstr.Reactive;

/// <summary>What the tasks of a crawler are made of.</summary>
internal sealed class CrawlerParameters(IReadOnlyList<CrawlerParameter> parameters)
{
    public IReadOnlyList<CrawlerParameter> All => parameters;

    /// <summary>How the columns of a file fit them.</summary>
    public TaskFileCheck Check(IReadOnlyList<string> columns)
    {
        var known = new HashSet<string>(parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        var given = new HashSet<string>(columns, StringComparer.Ordinal);
        return new TaskFileCheck
        {
            Columns = columns,
            UnknownColumns = [.. columns.Where(column => !known.Contains(column)).Distinct(StringComparer.Ordinal)],
            MissingColumns = [.. MissingIn(parameters.Where(parameter => parameter.Group is null), given), .. MissingOfGroups(given)],
        };
    }

    private string[] MissingOfGroups(HashSet<string> given)
    {
        // One of which nothing is required is an alternative only for a file that has some of it.
        var alternatives = parameters
            .Where(parameter => parameter.Group is not null)
            .GroupBy(parameter => parameter.Group, StringComparer.Ordinal)
            .Select(group => (
                Missing: MissingIn(group, given).ToArray(),
                Given: group.Count(parameter => given.Contains(parameter.Name)),
                IsAlternative: group.Any(parameter => parameter.IsRequired || given.Contains(parameter.Name))))
            .Where(group => group.IsAlternative)
            .ToArray();
        if (alternatives.Length == 0 || alternatives.Any(group => group.Missing.Length == 0))
            return [];
        // What the file has most of is what was meant.
        return alternatives.OrderByDescending(group => group.Given).ThenBy(group => group.Missing.Length).First().Missing;
    }

    private static IEnumerable<string> MissingIn(IEnumerable<CrawlerParameter> group, HashSet<string> given) =>
        group.Where(parameter => parameter.IsRequired && !given.Contains(parameter.Name)).Select(parameter => parameter.Name);
}

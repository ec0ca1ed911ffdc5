namespace Lobstr.Reactive.Benchmarks;

/// <summary>The rows in Markdown, as the page beside the benchmarks shows them.</summary>
internal static class Table
{
    public static IEnumerable<string> Lines(IReadOnlyList<Row> rows)
    {
        IReadOnlyList<string>[] lines = [Row.Headings, .. rows.Select(row => row.Cells)];
        int[] widths = [.. Enumerable.Range(0, Row.Headings.Count).Select(column => lines.Max(cells => cells[column].Length))];
        yield return Line(lines[0]);
        yield return Line([.. widths.Select((width, column) => IsText(column) ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (IReadOnlyList<string> cells in lines.Skip(1))
            yield return Line(cells);

        string Line(IReadOnlyList<string> cells) => "| " + string.Join(
            " | ", cells.Select((cell, column) => IsText(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |";
    }

    private static bool IsText(int column) => column is 0 or 6 or 7;
}

using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>Writes rows as CSV, with the columns of the first but for those that say how the service keeps a row.</summary>
internal static class ResultsCsv
{
    private static readonly string[] Omitted = ["object", "scraping_time"];

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static string Of(SimulatedRun run, long count)
    {
        var csv = new StringBuilder();
        string[] columns = [];
        for (long i = 0; i < count; i++)
        {
            JsonObject row = run.RowOf(i);
            if (i == 0)
            {
                columns = [.. row.Select(cell => cell.Key).Except(Omitted)];
                WriteLine(csv, columns);
            }

            WriteLine(csv, columns.Select(column => row[column]?.ToString() ?? ""));
        }

        return csv.ToString();
    }

    private static void WriteLine(StringBuilder csv, IEnumerable<string> cells) =>
        csv.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}

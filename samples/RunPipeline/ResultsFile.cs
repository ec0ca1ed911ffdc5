using System.Buffers;
using System.Text.Json;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>
/// Results as CSV. They go to a file beside the one that is meant, which takes its place when all is there: nobody takes a part of
/// the results for the whole.
/// </summary>
internal sealed class ResultsFile : IDisposable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly FileInfo _output;
    private readonly string _partPath;
    private readonly StreamWriter _writer;
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);
    private string[]? _columns;

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public ResultsFile(FileInfo output)
    {
        _output = output;
        _partPath = output.FullName + ".part";
        _writer = new StreamWriter(_partPath) { NewLine = "\r\n" };
    }

    /// <summary>How many rows have been written.</summary>
    public long Rows { get; private set; }

    /// <summary>How long it is; 0 until it is complete.</summary>
    public long Length { get; private set; }

    /// <summary>Takes the whole as it is, in place of rows.</summary>
    public Stream Content => _writer.BaseStream;

    /// <summary>Fields of later rows that the first did not have: there is no column for them.</summary>
    public IReadOnlyCollection<string> LeftOut => _leftOut;

    public void Write(JsonElement row)
    {
        if (_columns is null)
        {
            _columns = [.. row.EnumerateObject().Select(field => field.Name)];
            WriteLine(_columns);
        }

        _leftOut.UnionWith(row.EnumerateObject().Select(field => field.Name).Except(_columns));
        WriteLine(_columns.Select(column => row.TryGetProperty(column, out JsonElement cell) ? TextOf(cell) : ""));
        Rows++;
    }

    /// <summary>All is there.</summary>
    public void Complete()
    {
        _writer.Flush();
        Length = Content.Length;
        _writer.Dispose();
        File.Move(_partPath, _output.FullName, overwrite: true);
    }

    /// <summary>All is there that can be had.</summary>
    /// <param name="truncated">Why that is not all; null: it ended in another way, and nothing is kept.</param>
    public void CompleteAfter(ResultsTruncatedException? truncated)
    {
        if (truncated is not null)
            Complete();
    }

    /// <summary>Leaves nothing behind that was not completed.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(_partPath);
    }

    private static string TextOf(JsonElement cell) => cell.ValueKind is JsonValueKind.Null ? "" : cell.ToString();

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private void WriteLine(IEnumerable<string> cells) => _writer.WriteLine(string.Join(',', cells.Select(Quote)));
}

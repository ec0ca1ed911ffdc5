using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>Reads a file of tasks, piece by piece, and counts its rows. <see cref="ReceivedUpload.Meta"/> says how.</summary>
internal sealed class TaskFileReader
{
    private readonly string _fileName;
    private readonly int _keptRows;
    private readonly DelimitedReader _rows;
    private readonly Decoder _decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private readonly List<IReadOnlyList<string>> _kept = [];
    private readonly HashSet<ulong> _distinct = [];
    private readonly List<(ulong Hash, IReadOnlyList<string> Cells)> _distinctRows = [];
    private readonly TaskHash _hash = new();
    private char[] _text = [];
    private IReadOnlyList<string>? _columns;
    private long _rowCount;
    private long _invalid;
    private bool _atStart = true;

    public TaskFileReader(string fileName, char delimiter, int keptRows)
    {
        _fileName = fileName;
        _keptRows = keptRows;
        _rows = new DelimitedReader(delimiter, Add);
    }

    /// <summary>Reads the next piece.</summary>
    /// <exception cref="BadUploadException">It is not UTF-8 text.</exception>
    public void Read(ReadOnlySpan<byte> piece) => Read(piece, last: false);

    /// <summary>Ends the file.</summary>
    /// <exception cref="BadUploadException">It is not UTF-8 text, or has no header row.</exception>
    public TaskFileContent End()
    {
        Read([], last: true);
        _rows.End();
        return _columns is { } columns
            ? new TaskFileContent(_fileName, columns, _kept, _rowCount, _invalid, _distinct, _distinctRows)
            : throw new BadUploadException("The submitted file has no header row.", "ParamsInvalid", "file");
    }

    private void Read(ReadOnlySpan<byte> piece, bool last)
    {
        if (_text.Length <= piece.Length) _text = new char[piece.Length + 1];
        ReadOnlySpan<char> text;
        try
        {
            text = _text.AsSpan(0, _decoder.GetChars(piece, _text, flush: last));
        }
        catch (DecoderFallbackException)
        {
            throw NotText();
        }

        // UTF-16 without a byte order mark is valid UTF-8 with a zero in every other place.
        if (text.Contains('\0')) throw NotText();
        if (text.IsEmpty) return;
        if (_atStart && text[0] == '\uFEFF') text = text[1..];
        _atStart = false;
        _rows.Read(text);
    }

    private void Add(IReadOnlyList<string> cells, bool malformed)
    {
        if (_columns is null)
        {
            _columns = cells;
            return;
        }

        _rowCount++;
        if (_kept.Count < _keptRows) _kept.Add(cells);
        if (malformed || cells.Count != _columns.Count || cells.All(string.IsNullOrWhiteSpace)) _invalid++;
        else AddDistinct(cells);
    }

    private void AddDistinct(IReadOnlyList<string> cells)
    {
        ulong hash = _hash.Of(cells);
        if (_distinct.Add(hash) && _distinctRows.Count < _keptRows) _distinctRows.Add((hash, cells));
    }

    private static BadUploadException NotText() =>
        new("The file's encoding could not be recognized. Save it as UTF-8.", "BadEncoding", "file");
}

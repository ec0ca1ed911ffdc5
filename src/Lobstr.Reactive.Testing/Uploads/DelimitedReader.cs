using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>Parts comma- or tab-separated text into rows as RFC 4180 says, however the text is cut into pieces.</summary>
/// <remarks>
/// Rows end with CRLF, LF or CR. Lines without any character are no rows. A quote that is not closed, or followed by anything
/// but a delimiter, makes its row malformed; a quote inside an unquoted cell is a character like any other.
/// </remarks>
internal sealed class DelimitedReader(char delimiter, Action<IReadOnlyList<string>, bool> onRow)
{
    private readonly StringBuilder _cell = new();
    private List<string> _cells = [];
    private Place _place = Place.CellStart;
    private bool _malformed;

    private enum Place
    {
        CellStart,
        Unquoted,
        Quoted,
        AfterQuote,
    }

    /// <summary>Reads the next piece.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int plain = LengthOfPlain(text);
            if (plain > 0) _cell.Append(text[..plain]);
            else Read(text[0]);
            text = text[Math.Max(1, plain)..];
        }
    }

    /// <summary>Ends the last row, which needs no line end.</summary>
    public void End()
    {
        _malformed |= _place == Place.Quoted;
        EndRow();
    }

    private void Read(char c)
    {
        if (_place == Place.Quoted)
        {
            if (c == '"') _place = Place.AfterQuote;
            else _cell.Append(c);
        }
        else if (_place == Place.AfterQuote && c == '"')
        {
            _cell.Append(c);
            _place = Place.Quoted;
        }
        else if (c == delimiter)
        {
            EndCell();
        }
        else if (c is '\r' or '\n')
        {
            EndRow();
        }
        else if (_place == Place.CellStart && c == '"')
        {
            _place = Place.Quoted;
        }
        else
        {
            _malformed |= _place == Place.AfterQuote;
            _place = Place.Unquoted;
            _cell.Append(c);
        }
    }

    /// <summary>How much of the text is characters of the cell and nothing else.</summary>
    private int LengthOfPlain(ReadOnlySpan<char> text)
    {
        int end = _place switch
        {
            Place.Unquoted => text.IndexOfAny(delimiter, '\r', '\n'),
            Place.Quoted => text.IndexOf('"'),
            _ => 0,
        };
        return end >= 0 ? end : text.Length;
    }

    private void EndCell()
    {
        _cells.Add(_cell.ToString());
        _cell.Clear();
        _place = Place.CellStart;
    }

    private void EndRow()
    {
        // A line without any character, as there seems to be one between CR and LF.
        if (_cells.Count == 0 && _place == Place.CellStart) return;
        EndCell();
        (List<string> row, _cells) = (_cells, []);
        (bool malformed, _malformed) = (_malformed, false);
        onRow(row, malformed);
    }
}

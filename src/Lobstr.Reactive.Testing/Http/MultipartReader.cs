using System.Net.Http.Headers;
using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>Reads a multipart/form-data body (RFC 2046, RFC 7578) part by part in constant memory.</summary>
internal sealed class MultipartReader
{
    private const int MaxHeaderBytes = 16 * 1024;

    private readonly Stream _body;
    private readonly byte[] _delimiter;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public MultipartReader(Stream body, string boundary)
    {
        _body = body;
        _delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        // The first boundary needs no line end before it: pretend one.
        "\r\n"u8.CopyTo(_buffer);
        _end = 2;
    }

    /// <summary>The head of the next part, whatever was left of the last one being skipped; null after the last.</summary>
    /// <exception cref="InvalidDataException">The body is no multipart body.</exception>
    public async ValueTask<MultipartPart?> NextAsync(CancellationToken cancellationToken)
    {
        byte[] skipped = new byte[8 * 1024];
        while (await ReadAsync(skipped, cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        _start += _delimiter.Length;
        string rest = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (rest.StartsWith("--", StringComparison.Ordinal)) return null;

        var part = new MultipartPart(null, null, null);
        int length = 0;
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } header)
        {
            if ((length += header.Length) > MaxHeaderBytes) throw new InvalidDataException("The head of a part is too long.");
            part = With(part, header);
        }

        return part;
    }

    /// <summary>Reads on in the part; 0 at its end.</summary>
    /// <exception cref="InvalidDataException">The body ends without its closing boundary.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadOnlyMemory<byte> read = _buffer.AsMemory(_start, _end - _start);
            int boundary = read.Span.IndexOf(_delimiter);
            // Without a boundary in sight, its beginning may be the last that was read.
            int ready = boundary >= 0 ? boundary : read.Length - _delimiter.Length + 1;
            if (ready > 0)
            {
                int count = Math.Min(ready, target.Length);
                read[..count].CopyTo(target);
                _start += count;
                return count;
            }

            if (boundary == 0) return 0;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static MultipartPart With(MultipartPart part, string header)
    {
        int colon = header.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) throw new InvalidDataException("The head of a part has a line without a colon.");
        string name = header[..colon].Trim();
        string value = header[(colon + 1)..].Trim();
        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) return part with { ContentType = value };
        if (!name.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase)) return part;
        if (!ContentDispositionHeaderValue.TryParse(value, out ContentDispositionHeaderValue? disposition))
            throw new InvalidDataException("A part has a Content-Disposition that cannot be read.");
        return part with
        {
            Name = disposition.Name?.Trim('"'),
            FileName = disposition.FileNameStar ?? disposition.FileName?.Trim('"'),
        };
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (length >= 0)
            {
                string line = Encoding.UTF8.GetString(_buffer, _start, length);
                _start += length + 2;
                return line;
            }

            // The closing boundary is the one line that needs no line end.
            if (_end - _start >= 2 && _buffer.AsSpan(_start, 2).SequenceEqual("--"u8)) return "--";
            if (_end - _start > MaxHeaderBytes) throw new InvalidDataException("The head of a part is too long.");
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        int count = await _body.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        if (count == 0) throw new InvalidDataException("The body ends without its closing boundary.");
        _end += count;
    }
}

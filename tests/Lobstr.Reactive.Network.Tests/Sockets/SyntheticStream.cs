using System.Text;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A large CSV that is nowhere but in the arithmetic of its places: a header, and rows of one kilobyte each.</summary>
internal sealed class SyntheticStream : Stream
{
    public const int RowLength = 1024;

    private static readonly byte[] Header = Row("url");

    private readonly long _rows;
    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    public SyntheticStream(long rows, bool canSeek = true)
    {
        _rows = rows;
        CanSeek = canSeek;
    }

    public override bool CanRead => true;

    public override bool CanSeek { get; }

    public override bool CanWrite => false;

    public override long Length => CanSeek ? (_rows + 1) * RowLength : throw new NotSupportedException();

    public override long Position
    {
        get => CanSeek ? _position : throw new NotSupportedException();
        set => _position = CanSeek ? value : throw new NotSupportedException();
    }

    /// <summary>From this place on nothing comes until whoever reads gives up.</summary>
    public long PausesAt { get; init; } = long.MaxValue;

    /// <summary>Ends when that place has been reached.</summary>
    public Task Paused => _paused.Task;

    /// <summary>How much has been read.</summary>
    public long BytesRead { get; private set; }

    public bool IsClosed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        Span<byte> bytes = stackalloc byte[RowLength];
        while (read < buffer.Length && _position < (_rows + 1) * RowLength)
        {
            long row = _position / RowLength;
            int offset = (int)(_position % RowLength);
            Write(row, bytes);
            int count = Math.Min(RowLength - offset, buffer.Length - read);
            bytes.Slice(offset, count).CopyTo(buffer[read..]);
            read += count;
            _position += count;
        }

        BytesRead += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position >= PausesAt)
        {
            _paused.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }

        return Read(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    // Rows differ from each other in their first digits, and no digit has to be allocated for that.
    private static void Write(long row, Span<byte> bytes)
    {
        Header.CopyTo(bytes);
        if (row == 0)
            return;
        for (int i = 19; i >= 0; i--, row /= 10)
            bytes[i] = (byte)('0' + (row % 10));
    }

    private static byte[] Row(string start) => Encoding.ASCII.GetBytes(start.PadRight(RowLength - 1, '-') + "\n");
}

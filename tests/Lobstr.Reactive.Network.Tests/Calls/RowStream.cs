namespace Lobstr.Reactive.Network.Tests;

/// <summary>A CSV of one column, made as it is read: rows that say which one they are.</summary>
internal sealed class RowStream(long length, bool canSeek = true) : Stream
{
    public const int RowLength = 10;

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek { get; } = canSeek;

    public override bool CanWrite => false;

    public override long Length => CanSeek ? length : throw new NotSupportedException();

    public override long Position
    {
        get => CanSeek ? _position : throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public long BytesRead => _position;

    public override int Read(Span<byte> buffer)
    {
        int read = (int)Math.Min(buffer.Length, length - _position);
        for (int i = 0; i < read; i++, _position++)
        {
            long row = _position / RowLength;
            int place = (int)(_position % RowLength);
            if (place == RowLength - 1)
            {
                buffer[i] = (byte)'\n';
                continue;
            }
            for (int digit = RowLength - 2; digit > place; digit--)
                row /= 10;
            buffer[i] = (byte)('0' + (row % 10));
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

namespace Lobstr.Reactive;

/// <summary>A compressed body on its way to a decompressor, which does not say whether it has come to an end or run dry.</summary>
internal sealed class CountedStream(Stream source) : Stream
{
    /// <summary>How many bytes have come.</summary>
    public long Count { get; private set; }

    /// <summary>The last four bytes that have come, the last of all in the highest place.</summary>
    public uint Tail { get; private set; }

    /// <summary>Whether somebody has asked for more than there was.</summary>
    public bool IsExhausted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int read = await source.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);
        return Note(buffer.AsSpan(offset, read));
    }

#if NET
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Note(buffer.Span[..read]);
    }
#endif

    // What the decompressors of .NET Framework call, on a thread of the pool.
    public override int Read(byte[] buffer, int offset, int count) =>
        Note(buffer.AsSpan(offset, source.Read(buffer, offset, count)));

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private int Note(ReadOnlySpan<byte> read)
    {
        IsExhausted |= read.IsEmpty;
        Count += read.Length;
        foreach (byte last in read[Math.Max(0, read.Length - sizeof(uint))..])
            Tail = (Tail >> 8) | ((uint)last << 24);
        return read.Length;
    }
}

namespace Lobstr.Reactive.Testing;

/// <summary>A number of bytes from where a stream stands; then its end, or that of the connection, or nothing more.</summary>
internal sealed class CutStream(Stream inner, long length, BodyCut? cut) : Stream
{
    private readonly long _end = cut?.LengthOf(length) ?? length;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Nothing but zero is read where the promised end has been reached.
    private bool IsCutHere => cut is not null && _position == _end && _end < length;

#if NET
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ReadUncutAsync(buffer, cancellationToken);
#endif

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadUncutAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (IsCutHere) throw cut!.Hangs ? new NotSupportedException("A body that hangs cannot be read synchronously.") : SimulatedFaults.BodyCut();
        int read = inner.Read(buffer, offset, Room(count));
        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadUncutAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (IsCutHere && cut!.Hangs) await SchedulerWait.Forever(cancellationToken).ConfigureAwait(false);
        if (IsCutHere) throw SimulatedFaults.BodyCut();
        int read = await inner.ReadAsync(buffer[..Room(buffer.Length)], cancellationToken).ConfigureAwait(false);
        _position += read;
        return read;
    }

    private int Room(int count) => (int)Math.Min(count, _end - _position);
}

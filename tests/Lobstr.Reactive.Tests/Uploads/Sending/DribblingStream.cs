namespace Lobstr.Reactive.Tests;

/// <summary>Gives a byte at a time, cannot go back, and when it is closed says so only when it is read.</summary>
internal sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
{
    private bool _isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    // Both, for older builds read into arrays.
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        base.Dispose(disposing);
    }
}

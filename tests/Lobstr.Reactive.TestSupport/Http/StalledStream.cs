using System.Text;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A body of which nothing comes before the test says so, whatever tokens are cancelled.</summary>
public sealed class StalledStream : Stream
{
    private readonly TaskCompletionSource<byte[]> _rest = new();
    private int _position;

    /// <summary>Whether somebody has done with it.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>How many reads were begun.</summary>
    public int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>All the rest comes.</summary>
    public void Ends(string rest) => _rest.TrySetResult(Encoding.UTF8.GetBytes(rest));

    public void Fails(Exception fault) => _rest.TrySetException(fault);

    // Both, for older builds read into arrays.
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        byte[] rest = await _rest.Task.ConfigureAwait(false);
        int read = Math.Min(buffer.Length, rest.Length - _position);
        rest.AsMemory(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

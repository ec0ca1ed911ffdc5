using System.Reactive.Concurrency;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// A file that comes piece by piece in virtual time: a header, and then rows of one line each. Knows how much of it was read
/// and whether it was closed.
/// </summary>
public sealed class ScriptedStream(IScheduler scheduler, int pieces) : Stream
{
    private static readonly byte[] Header = Encoding.ASCII.GetBytes("url\n");

    /// <summary>How long the first piece takes to come.</summary>
    public TimeSpan StartTime { get; init; }

    /// <summary>How long each of the others takes.</summary>
    public TimeSpan PieceTime { get; init; }

    /// <summary>From this piece on nothing comes; counted from 1.</summary>
    public int StallsAt { get; init; } = int.MaxValue;

    /// <summary>This piece cannot be read; counted from 1.</summary>
    public int FailsAt { get; init; } = int.MaxValue;

    /// <summary>How many pieces have been asked for.</summary>
    public int Reads { get; private set; }

    public bool IsClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Both, for older builds read into arrays.
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int piece = ++Reads;
        if (piece >= StallsAt)
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if ((piece == 1 ? StartTime : PieceTime) is var time && time > TimeSpan.Zero)
            await Wait(time, cancellationToken).ConfigureAwait(false);
        if (piece >= FailsAt)
            throw new IOException("The disk has a scratch.");
        if (piece > pieces)
            return 0;
        byte[] bytes = piece == 1 ? Header : Encoding.ASCII.GetBytes($"https://example.com/{piece}\n");
        bytes.CopyTo(buffer);
        return bytes.Length;
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
        IsClosed = true;
        base.Dispose(disposing);
    }

    private Task Wait(TimeSpan time, CancellationToken cancellationToken)
    {
        // Continues in the action that completes it, whatever context is current there.
        var source = new TaskCompletionSource();
        IDisposable timer = scheduler.Schedule(time, () => HostileSynchronizationContext.RunWithNone(() => source.TrySetResult()));
        cancellationToken.Register(() =>
        {
            timer.Dispose();
            source.TrySetCanceled(cancellationToken);
        });
        return source.Task;
    }
}

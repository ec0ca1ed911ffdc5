using System.Runtime.InteropServices;

namespace Lobstr.Reactive;

/// <summary>What streams can do since .NET Core 2.1.</summary>
internal static class Streams
{
    /// <summary>
    /// Reads from a stream of the caller's own. A cancelled read closes it: a stream of the network of .NET Framework does not
    /// end a read for less.
    /// </summary>
    public static async ValueTask<int> ReadAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArraySegment<byte> segment = ArrayOf(buffer);
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenRegistration registration =
            cancellationToken.Register(static closed => ((Stream)closed).Dispose(), stream);
        try
        {
            return await stream
                .ReadAsync(segment.Array, segment.Offset, segment.Count, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
    }

    public static ValueTask WriteAsync(this Stream stream, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        ArraySegment<byte> segment = ArrayOf(buffer);
        return new(stream.WriteAsync(segment.Array, segment.Offset, segment.Count, cancellationToken));
    }

    public static ValueTask DisposeAsync(this Stream stream)
    {
        stream.Dispose();
        return default;
    }

    // All buffers here are arrays.
    private static ArraySegment<byte> ArrayOf(ReadOnlyMemory<byte> buffer) =>
        MemoryMarshal.TryGetArray(buffer, out ArraySegment<byte> segment)
            ? segment
            : throw new NotSupportedException("Only memory of arrays can be read into and written from.");
}

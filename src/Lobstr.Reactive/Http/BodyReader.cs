using System.Buffers;

namespace Lobstr.Reactive;

/// <summary>Reads bodies into pooled buffers, up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>The largest body of a status or a run, after decompression.</summary>
    public const int Limit = 1024 * 1024;

    private const int FirstBuffer = 1024;

    /// <summary>Reads a body to its end, or to one byte more than the limit.</summary>
    /// <returns>The body in a buffer of the shared pool, which the caller returns.</returns>
    public static async ValueTask<PooledBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        int length = 0;
        try
        {
            Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (length <= Limit)
            {
                if (length == buffer.Length)
                    buffer = Grow(buffer, length);
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
                length += read;
            }
            return new PooledBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

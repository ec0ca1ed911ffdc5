using System.Buffers;

namespace Lobstr.Reactive;

/// <summary>A body in a buffer of the shared pool.</summary>
internal readonly struct PooledBody : IDisposable
{
    private const int FirstBuffer = 1024;

    // Null: there is no body.
    private readonly byte[]? _buffer;
    private readonly int _length;

    private PooledBody(byte[] buffer, int length, bool isTooLarge)
    {
        _buffer = buffer;
        _length = length;
        IsTooLarge = isTooLarge;
    }

    public ReadOnlyMemory<byte> Utf8 => _buffer.AsMemory(0, _length);

    /// <summary>Whether there was more than the limit: the rest was not read.</summary>
    public bool IsTooLarge { get; }

    /// <summary>Reads a body to its end, or to one byte more than the limit.</summary>
    /// <param name="content">What has the body.</param>
    /// <param name="limit">The most bytes that are of use.</param>
    /// <param name="isNeeded">Whether the answer means nothing without it; else a body that is lost or damaged is an empty one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<PooledBody> ReadAsync(
        HttpContent content, int limit, bool isNeeded, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        int length = 0;
        try
        {
            Stream stream = ContentDecoding.Decode(
                content, await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            while (length <= limit)
            {
                if (length == buffer.Length)
                    Grow(ref buffer);
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
                length += read;
            }
            return new PooledBody(buffer, length, length > limit);
        }
        catch (Exception error)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (!isNeeded && !cancellationToken.IsCancellationRequested)
                return default;
            if (ContentDecoding.IsCorruptData(error))
                throw new HttpRequestException("The answer cannot be decompressed: it was damaged on the way.", error);
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static void Grow(ref byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

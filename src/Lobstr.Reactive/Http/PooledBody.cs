using System.Buffers;

namespace Lobstr.Reactive;

/// <summary>A body in a buffer of the shared pool.</summary>
internal readonly struct PooledBody(byte[] buffer, int length) : IDisposable
{
    public ReadOnlyMemory<byte> Utf8 => buffer.AsMemory(0, length);

    public bool IsTooLarge => length > BodyReader.Limit;

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>What two tasks have in common if they are the same. Not thread-safe.</summary>
internal sealed class TaskHash
{
    private readonly StringBuilder _key = new();
    private char[] _keyText = [];

    // 64 bits of SHA-256: of a million rows, two that differ look equal with a chance of 1 in 37 million.
    public ulong Of(IEnumerable<string> cells)
    {
        _key.Clear();
        foreach (string cell in cells) _key.Append(cell.Length).Append(':').Append(cell);
        if (_keyText.Length < _key.Length) _keyText = new char[_key.Length * 2];
        _key.CopyTo(0, _keyText, 0, _key.Length);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(_keyText.AsSpan(0, _key.Length)), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}

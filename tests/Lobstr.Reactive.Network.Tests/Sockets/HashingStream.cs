using System.Security.Cryptography;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Keeps nothing of what is written to it but a hash.</summary>
internal sealed class HashingStream : LimitedStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public HashingStream()
        : base(room: long.MaxValue)
    {
    }

    public string Hash => Convert.ToHexString(_hash.GetCurrentHash());

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        return base.WriteAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}

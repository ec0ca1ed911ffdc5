using System.Net;
using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>A body that need not be as long as it promises, and ends as if nothing were wrong.</summary>
internal sealed class ShortContent : HttpContent
{
    private readonly byte[] _bytes;
    private readonly long? _promised;

    public ShortContent(string text, long? promised)
        : this(Encoding.ASCII.GetBytes(text), promised)
    {
    }

    public ShortContent(byte[] bytes, long? promised)
    {
        _bytes = bytes;
        _promised = promised;
    }

    /// <summary>Whether it breaks where it should end.</summary>
    public bool Breaks { get; init; }

    protected override Task<Stream> CreateContentReadStreamAsync() =>
        Task.FromResult<Stream>(Breaks ? new BreakingStream(_bytes) : new MemoryStream(_bytes));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

    protected override bool TryComputeLength(out long length)
    {
        length = _promised ?? 0;
        return _promised is not null;
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        // Both, for older builds read into arrays.
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read
                ? read
                : throw new HttpIOException(HttpRequestError.ResponseEnded, "The last chunk is missing.");
    }
}

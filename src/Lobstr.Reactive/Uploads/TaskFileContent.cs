using System.Net;
using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>The body of a file on its way, in pieces of one buffer's size. Disposes the stream with itself.</summary>
internal sealed class TaskFileContent : HttpContent
{
    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private int _firstPiece;
    private readonly long? _length;

    /// <param name="stream">What follows the first piece.</param>
    /// <param name="buffer">Holds the first piece, and then each other one.</param>
    /// <param name="firstPiece">The length of the first piece.</param>
    /// <param name="length">The length of it all, if it is known.</param>
    /// <param name="contentType">What it is.</param>
    public TaskFileContent(Stream stream, byte[] buffer, int firstPiece, long? length, string contentType)
    {
        _stream = stream;
        _buffer = buffer;
        _firstPiece = firstPiece;
        _length = length;
        Headers.ContentType = new MediaTypeHeaderValue(contentType);
    }

    /// <summary>Called after each piece, on any thread.</summary>
    public Action? OnProgress { get; set; }

    /// <summary>What has been read of it.</summary>
    public ReadOnlyMemory<byte> Beginning => _buffer.AsMemory(0, _firstPiece);

    /// <summary>Reads more of it, as far as one buffer goes.</summary>
    /// <returns>Whether there was more.</returns>
    public async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        int read = await _stream.ReadAsync(_buffer.AsMemory(_firstPiece), cancellationToken).ConfigureAwait(false);
        _firstPiece += read;
        return read > 0;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        CopyAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = _length ?? 0;
        return _length is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }

    private async Task CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        for (int piece = _firstPiece; piece > 0;)
        {
            await stream.WriteAsync(_buffer.AsMemory(0, piece), cancellationToken).ConfigureAwait(false);
            OnProgress?.Invoke();
            piece = await _stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        }
    }
}

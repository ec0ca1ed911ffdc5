namespace Lobstr.Reactive;

/// <summary>
/// A file that its server has compressed although it was asked not to. A decompressor takes what has been cut off for the end, so the
/// end is looked for here.
/// </summary>
internal sealed class DecodedFile : IDisposable
{
    private readonly CountedStream _compressed;
    private readonly long? _length;
    private readonly bool _isGzip;

    /// <param name="content">Says how it is compressed, and how many bytes that makes.</param>
    /// <param name="body">What comes.</param>
    public DecodedFile(HttpContent content, Stream body)
    {
        _compressed = new CountedStream(body);
        _length = content.Headers.ContentLength;
        _isGzip = ContentDecoding.IsGzip(content);
        Content = ContentDecoding.Decode(content, _compressed);
    }

    /// <summary>The file.</summary>
    public Stream Content { get; }

    /// <summary>Sees that what has been decompressed is all. Called when <see cref="Content"/> has come to its end.</summary>
    /// <param name="written">How many bytes that were.</param>
    /// <param name="readAsync">Reads from a stream, and forgets what it reads.</param>
    /// <exception cref="IOException">Something is missing.</exception>
    public async Task CheckEndAsync(long written, Func<Stream, ValueTask<int>> readAsync)
    {
        // One that has met the mark of the end asks for no more; gzip does, for another file may follow.
        bool isEndMarked = !_compressed.IsExhausted;
        while (await readAsync(_compressed).ConfigureAwait(false) > 0)
        {
        }
        if (_length is { } length && _compressed.Count != length)
            throw new IOException($"The compressed file has {length} bytes, but {_compressed.Count} came.");
        // The last four bytes of a gzip are the length of what was compressed (RFC 1952 section 2.3.1). Two of them in a row are legal
        // and fail here, for nobody could tell that from one that has been cut off.
        bool isWhole = _compressed.Count == 0 ? _length == 0
            : _isGzip ? _compressed.Tail == unchecked((uint)written)
            : isEndMarked;
        if (!isWhole)
            throw new IOException($"The compressed file ends after {_compressed.Count} bytes, before its end.");
    }

    public void Dispose()
    {
        Content.Dispose();
        _compressed.Dispose();
    }
}

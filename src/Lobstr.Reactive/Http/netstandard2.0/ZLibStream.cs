namespace System.IO.Compression;

/// <summary>Decompresses what has the header of zlib (RFC 1950). Its checksum is not looked at.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal sealed class ZLibStream : Stream
{
    private const int HeaderLength = 2;
    private const int Deflate = 8;

    private readonly Stream _compressed;
    private readonly DeflateStream _deflated;
    private bool _isHeaderRead;

    public ZLibStream(Stream compressed, CompressionMode mode)
    {
        _compressed = compressed;
        _deflated = new DeflateStream(compressed, mode);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (!_isHeaderRead)
        {
            byte[] header = new byte[HeaderLength];
            for (int length = 0; length < HeaderLength;)
            {
                int read = await _compressed.ReadAsync(header, length, HeaderLength - length, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return 0;
                length += read;
            }
            Check(header);
            _isHeaderRead = true;
        }
        return await _deflated.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _deflated.Dispose();
        base.Dispose(disposing);
    }

    private static void Check(byte[] header)
    {
        if ((header[0] & 0xF) != Deflate || ((header[0] << 8) | header[1]) % 31 != 0)
            throw new InvalidDataException("The data has no header of zlib.");
    }
}

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>A file of tasks that knows how much of it has been sent.</summary>
internal sealed class SentFile
{
    private readonly Func<Stream> _open;
    private long _bytesSent;

    /// <exception cref="ArgumentException">The file is neither CSV nor TSV.</exception>
    public SentFile(FileInfo file)
        : this(file.Name, file.Length, file.OpenRead)
    {
    }

    /// <exception cref="ArgumentException">The name is neither that of a CSV nor of a TSV.</exception>
    public SentFile(string name, long length, Func<Stream> open)
    {
        _open = open;
        Name = name;
        Length = length;
        Content = TaskFile.FromStream(Open, name);
    }

    public string Name { get; }

    public long Length { get; }

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>What is sent. Sent again, it counts from the start.</summary>
    public TaskFile Content { get; }

    private CountingStream Open()
    {
        Stream stream = _open();
        Interlocked.Exchange(ref _bytesSent, 0);
        return new CountingStream(stream, read => Interlocked.Add(ref _bytesSent, read));
    }

    private sealed class CountingStream(Stream inner, Action<int> onRead) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await inner.ReadAsync(buffer, cancellationToken);
            onRead(read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = inner.Read(buffer, offset, count);
            onRead(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

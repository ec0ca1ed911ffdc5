namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>A file of tasks that knows how much of it has been sent.</summary>
internal sealed class SentFile
{
    private readonly FileInfo _file;
    private long _bytesSent;

    /// <exception cref="ArgumentException">The file is neither CSV nor TSV.</exception>
    public SentFile(FileInfo file)
    {
        _file = file;
        Content = TaskFile.FromStream(Open, file.Name);
    }

    public string Name => _file.Name;

    public long Length => _file.Length;

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>What is sent. Sent again, it counts from the start.</summary>
    public TaskFile Content { get; }

    private CountingStream Open()
    {
        FileStream stream = _file.OpenRead();
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

namespace Lobstr.Reactive;

/// <summary>A file of tasks to send: CSV or TSV with a header row of the squid's parameter keys.</summary>
/// <remarks>
/// Opened anew each time it is sent, so that a cold <see cref="IUploads.SendAndWatch"/> can be subscribed to again. Disks know nothing of
/// virtual time: tests on a virtual-time scheduler send a <see cref="FromText"/>.
/// </remarks>
public sealed class TaskFile
{
    private const int BufferSize = 64 * 1024;

    private readonly Func<CancellationToken, Task<Stream>> _open;
    private readonly StreamsSent _sent = new();
    private readonly Action? _onOpened;

    private TaskFile(TaskFile file, Action onOpened)
    {
        (_open, _sent, FileName, ContentType) = (file._open, file._sent, file.FileName, file.ContentType);
        _onOpened = onOpened;
    }

    private TaskFile(Func<CancellationToken, Task<Stream>> open, string fileName, string parameter)
    {
        _open = open;
        FileName = fileName;
        ContentType = Path.GetExtension(fileName).ToUpperInvariant() switch
        {
            ".CSV" => "text/csv",
            ".TSV" => "text/tab-separated-values",
            _ => throw new ArgumentException(
                $"The file name '{fileName}' must end in .csv or .tsv: that is how the service knows what it is.", parameter),
        };
    }

    /// <summary>The name that the service is told.</summary>
    internal string FileName { get; }

    internal string ContentType { get; }

    private char Delimiter => ContentType == "text/csv" ? ',' : '\t';

    /// <summary>A file on disk.</summary>
    /// <param name="path">Its path; ends in <c>.csv</c> or <c>.tsv</c>. Whether it is there is seen when it is sent.</param>
    /// <returns>The file. Sending it fails with <see cref="FileNotFoundException"/> if there is none,
    /// <see cref="UnauthorizedAccessException"/> if it may not be read, <see cref="InvalidDataException"/> if it is empty.</returns>
    /// <exception cref="ArgumentException">The path is empty or has another extension.</exception>
    public static TaskFile FromPath(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new TaskFile(_ => Task.FromResult<Stream>(OpenPath(path)), Path.GetFileName(path), nameof(path));
    }

    /// <summary>Whatever a function opens.</summary>
    /// <param name="open">Opens it at its beginning; called each time it is sent, and opens a new stream then. The stream is disposed afterwards.</param>
    /// <param name="fileName">The name that the service is told; ends in <c>.csv</c> or <c>.tsv</c>.</param>
    /// <returns>
    /// The file. What <paramref name="open"/> throws is what sending it fails with; if it returns a stream that is closed, or one
    /// that it has returned before, that is an <see cref="InvalidOperationException"/>.
    /// </returns>
    /// <exception cref="ArgumentException">The function is null, or the name is empty or has another extension.</exception>
    public static TaskFile FromStream(Func<Stream> open, string fileName)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return new TaskFile(_ => Task.FromResult(open()), fileName, nameof(fileName));
    }

    /// <summary>Whatever a function opens, for files that are far away: blob storage, another service.</summary>
    /// <param name="open">
    /// Opens it at its beginning; called each time it is sent, and opens a new stream then. The stream is disposed afterwards. The token is
    /// cancelled when the sending is given up, or has made no progress for <see cref="LobstrClientOptions.RequestTimeout"/>: opening
    /// counts. A stream that comes after that is disposed.
    /// </param>
    /// <param name="fileName">The name that the service is told; ends in <c>.csv</c> or <c>.tsv</c>.</param>
    /// <returns>
    /// The file. What <paramref name="open"/> throws, or its task ends with, is what sending it fails with; if there is no stream, a closed
    /// one, or one that it has returned before, that is an <see cref="InvalidOperationException"/>.
    /// </returns>
    /// <exception cref="ArgumentException">The function is null, or the name is empty or has another extension.</exception>
    public static TaskFile FromStream(Func<CancellationToken, Task<Stream>> open, string fileName)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return new TaskFile(open, fileName, nameof(fileName));
    }

    /// <summary>A text, sent as UTF-8.</summary>
    /// <param name="text">The lines of the file; not empty.</param>
    /// <param name="fileName">The name that the service is told; ends in <c>.csv</c> or <c>.tsv</c>.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">The text or the name is empty, or the name has another extension.</exception>
    public static TaskFile FromText(string text, string fileName)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        return new TaskFile(_ => Task.FromResult<Stream>(new MemoryStream(utf8, writable: false)), fileName, nameof(fileName));
    }

    /// <summary>The name of the file.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => FileName;

    /// <summary>The same file, which says when it has been opened: until then nothing of it can have been sent.</summary>
    /// <param name="onOpened">Called each time, before the first byte is sent.</param>
    internal TaskFile Notifying(Action onOpened) => new(this, onOpened);

    /// <summary>Opens it, and sees that there is something in it.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">It is empty.</exception>
    /// <exception cref="InvalidOperationException">The stream is none, is closed, or was sent before.</exception>
    internal async Task<TaskFileContent> OpenAsync(CancellationToken cancellationToken)
    {
        Task<Stream> opening = _open(cancellationToken) ?? throw Misopened("null instead of a task");
        Stream stream = await opening.OrCancelled(cancellationToken, static late => late?.Dispose()).ConfigureAwait(false)
            ?? throw Misopened("null instead of a stream");
        // Not closed here, for it may be on its way.
        if (!_sent.TryAdd(stream))
            throw Misopened("a stream that it has returned before");
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!stream.CanRead)
                throw Misopened("a stream that is closed or cannot be read");
            byte[] buffer = new byte[BufferSize];
            long? length = stream.CanSeek ? stream.Length - stream.Position : null;
            int read = await ReadFirstAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new InvalidDataException($"The file '{FileName}' is empty: there are no tasks in it to send.");
            _onOpened?.Invoke();
            return new TaskFileContent(stream, buffer, read, length, ContentType);
        }
        catch
        {
            // Nothing of it was sent: what is wrong with it will be said again.
            _sent.Remove(stream);
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens it, and reads its first line.</summary>
    /// <returns>The names of its columns.</returns>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">It is empty, or its first line cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The stream is none, is closed, or was sent before.</exception>
    internal async Task<IReadOnlyList<string>> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        using TaskFileContent content = await OpenAsync(cancellationToken).ConfigureAwait(false);
        for (bool isWhole = false; ; isWhole = !await content.ReadOnAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TaskFileHeader.TryRead(content.Beginning.Span, isWhole, Delimiter, FileName) is { } columns)
                return columns;
        }
    }

    private async Task<int> ReadFirstAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await FilePrefix.ReadAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException error)
        {
            throw Misopened("a stream that is closed", error);
        }
    }

    // Not an ObjectDisposedException, which is what everything ends with when the client is disposed.
    private InvalidOperationException Misopened(string what, Exception? inner = null) => new(
        $"The function that opens '{FileName}' returned {what}. It must open a new stream each time, for the file may be sent more than once.",
        inner);

    private static FileStream OpenPath(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a directory; name a file.");
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file '{path}'.", path);
        // Without a buffer, for the content has one of its own.
        return new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
    }
}

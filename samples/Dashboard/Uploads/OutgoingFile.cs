namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>A file that was received and is being sent on.</summary>
/// <param name="label">What its upload is called.</param>
/// <param name="path">Where it is kept meanwhile.</param>
/// <param name="onProgress">Is told now and then how far it is.</param>
internal sealed class OutgoingFile(UploadLabel label, string path, Action onProgress) : IDisposable
{
    private const long MillisecondsBetween = 100;

    private long _sent;
    private long _toldAt;

    public UploadLabel Label => label;

    public long Size { get; } = new FileInfo(path).Length;

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>What is sent: it may be opened more than once, and counts from the start then.</summary>
    public TaskFile Content => TaskFile.FromStream(Open, label.FileName);

    public void Dispose() => File.Delete(path);

    private CountedStream Open()
    {
        Interlocked.Exchange(ref _sent, 0);
        return new CountedStream(File.OpenRead(path), OnRead);
    }

    private void OnRead(int bytes)
    {
        Interlocked.Add(ref _sent, bytes);
        long now = Environment.TickCount64;
        if (now - Interlocked.Read(ref _toldAt) < MillisecondsBetween)
            return;
        Interlocked.Exchange(ref _toldAt, now);
        onProgress();
    }
}

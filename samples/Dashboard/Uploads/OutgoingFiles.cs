using System.Collections.Concurrent;
using System.Reactive.Subjects;
using Lobstr.Reactive.Hosting;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Sends files on, and knows how far each is.</summary>
internal sealed class OutgoingFiles(IUploadTracker tracker) : IDisposable
{
    private readonly ConcurrentDictionary<string, OutgoingFile> _files = new();
    private readonly Subject<string> _progress = new();

    /// <summary>The id of a sending that has come further; on the thread that reads the file.</summary>
    public IObservable<string> Progress => _progress;

    /// <summary>How far a sending is; null: it is not under way.</summary>
    public OutgoingFile? Find(string sendId) => _files.GetValueOrDefault(sendId);

    /// <summary>Sends a file. It goes on if the browser goes: what is on its way cannot be called back.</summary>
    public async Task<TrackedUpload> SendAsync(string squidId, OutgoingFile file)
    {
        _files[file.Label.SendId] = file;
        try
        {
            return await tracker.SendAsync(squidId, file.Content, $"{file.Label}");
        }
        finally
        {
            _files.TryRemove(file.Label.SendId, out _);
        }
    }

    /// <summary>Says that a sending has come further.</summary>
    public void Report(string sendId) => _progress.OnNext(sendId);

    public void Dispose() => _progress.Dispose();
}

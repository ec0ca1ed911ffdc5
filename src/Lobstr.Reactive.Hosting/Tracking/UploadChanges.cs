namespace Lobstr.Reactive.Hosting;

/// <summary>The changes of a register, for whoever subscribes.</summary>
internal sealed class UploadChanges(Func<IObserver<TrackedUpload>, IDisposable> subscribe) : IObservable<TrackedUpload>
{
    public IDisposable Subscribe(IObserver<TrackedUpload> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return subscribe(observer);
    }
}

namespace Lobstr.Reactive.TestSupport;

/// <summary>Does nothing with a status.</summary>
public sealed class Ignored : IObserver<UploadStatus>
{
    public static Ignored Instance { get; } = new();

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void OnNext(UploadStatus value)
    {
    }
}

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What one subscriber of the soak saw, in no more memory than it takes from the start.</summary>
internal sealed class SoakObserver(int most, CountdownEvent left) : IObserver<UploadStatus>
{
    private readonly List<(UploadState State, long Inserted)> _seen = new(most);
    private int _ends;

    public IReadOnlyList<(UploadState State, long Inserted)> Seen => _seen;

    /// <summary>What it ended with; null: it completed, or goes on.</summary>
    public Exception? Error { get; private set; }

    public int Ends => _ends;

    public void OnNext(UploadStatus value) => _seen.Add((value.State, value.Meta?.Inserted ?? 0));

    public void OnError(Exception error)
    {
        Error = error;
        OnCompleted();
    }

    public void OnCompleted()
    {
        if (Interlocked.Increment(ref _ends) == 1)
            left.Signal();
    }
}

namespace Lobstr.Reactive;

/// <summary>A call that waits for an answer.</summary>
internal sealed class CallProgress(Action onProgress) : ITimeLimited
{
    public void Progressed() => onProgress();
}

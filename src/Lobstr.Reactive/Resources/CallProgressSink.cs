namespace Lobstr.Reactive;

/// <summary>A call that waits for an answer.</summary>
internal sealed class CallProgressSink(Action onProgress) : IProgressSink
{
    public void Progressed() => onProgress();
}

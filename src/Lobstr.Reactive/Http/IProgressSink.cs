namespace Lobstr.Reactive;

/// <summary>Whoever waits for an answer, and no longer than for a certain time without progress.</summary>
internal interface IProgressSink
{
    /// <summary>The request has come further. Called on any thread.</summary>
    void Progressed();
}

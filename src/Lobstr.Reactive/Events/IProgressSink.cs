namespace Lobstr.Reactive;

/// <summary>Whoever waits for an answer, and no longer than for a certain time without progress. Called on any thread.</summary>
internal interface IProgressSink
{
    /// <summary>The request is about to leave. Comes before its <see cref="RequestSent"/>.</summary>
    void Sent(ISentRequest request);

    /// <summary>The request has come further.</summary>
    void Progressed();
}

namespace Lobstr.Reactive;

/// <summary>A request that has left, as events name it. Nothing is made of it before somebody listens.</summary>
internal interface ISentRequest
{
    /// <inheritdoc cref="RequestEvent.RequestId"/>
    long Id { get; }

    /// <inheritdoc cref="RequestEvent.Method"/>
    string Verb { get; }

    /// <inheritdoc cref="RequestEvent.Path"/>
    string Path { get; }
}

namespace Lobstr.Reactive.Testing;

/// <summary>A part of the service.</summary>
internal interface IEndpoints
{
    /// <summary>Whether a path of it is for everybody: without a key, and at no cost to any budget.</summary>
    bool IsOpen(string path);

    /// <summary>Answers a request that has arrived; null if the path is another part's.</summary>
    /// <param name="path">What follows <c>/v1/</c>, without the query.</param>
    /// <param name="message">The request.</param>
    /// <param name="cancellationToken">Ends the reading of the request's body.</param>
    ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken);
}

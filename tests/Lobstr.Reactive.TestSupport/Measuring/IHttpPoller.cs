namespace Lobstr.Reactive.TestSupport;

/// <summary>One way to poll the same upload over HTTP.</summary>
public interface IHttpPoller : IDisposable
{
    /// <summary>Polls so many times, one after the other, without a pause.</summary>
    Task PollAsync(int times);
}

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Says when so many requests were sent.</summary>
internal sealed class PollCounter(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];
    private int _sent;

    /// <summary>Completes when so many more were sent.</summary>
    public Task MoreAsync(int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((_sent + count, reached));
            return reached.Task;
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _sent++;
            foreach ((int count, TaskCompletionSource reached) in _awaited.Where(one => one.Count <= _sent))
                reached.TrySetResult();
        }
        return base.SendAsync(request, cancellationToken);
    }
}

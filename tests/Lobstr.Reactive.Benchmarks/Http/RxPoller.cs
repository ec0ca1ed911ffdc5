using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>The poller of the Rx textbooks.</summary>
internal sealed class RxPoller(Uri uri) : IHttpPoller
{
    private readonly HandClient _client = new(uri);

    public async Task PollAsync(int times)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int polls = 0;
        using (TextbookRx.Watch(Ask, TimeSpan.Zero, DefaultScheduler.Instance).Subscribe(_ => { }, enough.SetException))
            await enough.Task.ConfigureAwait(false);

        Task<UploadStatus> Ask(CancellationToken cancellationToken)
        {
            if (polls++ < times)
                return _client.AskAsync(cancellationToken);
            enough.TrySetResult();
            return new TaskCompletionSource<UploadStatus>().Task;
        }
    }

    public void Dispose() => _client.Dispose();
}

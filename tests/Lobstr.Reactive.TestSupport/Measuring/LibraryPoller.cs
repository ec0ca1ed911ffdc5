namespace Lobstr.Reactive.TestSupport;

/// <summary>This library, its budget included: the cap is never reached, but kept.</summary>
public sealed class LibraryPoller(Uri baseAddress) : IHttpPoller
{
    private readonly LobstrClient _client = new(new LobstrClientOptions
    {
        ApiKey = "key",
        BaseAddress = baseAddress,
        TaskRequestsPerMinute = 10_000_000,
    });

    public async Task PollAsync(int times)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new WatchOptions
        {
            Schedule = PollSchedule.Create(context =>
            {
                if (context.PollCount < times)
                    return TimeSpan.Zero;
                enough.TrySetResult();
                return TimeSpan.MaxValue;
            }),
        };
        using (_client.Uploads.Watch(UploadPath.Id, options).Subscribe(_ => { }, enough.SetException))
            await enough.Task.ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();
}

using System.Reactive.Concurrency;
using BenchmarkDotNet.Attributes;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>One watch of a function that has its unchanged answer a turn of the thread pool later, without a pause between polls.</summary>
public class ThreadPoolBenchmarks
{
    private const int Polls = 20_000;
    private readonly UploadStatus _answer = new() { Id = UploadPath.Id, State = UploadState.Progress };

    /// <summary>An async method that asks and compares: a turn of the thread pool each time.</summary>
    [Benchmark(OperationsPerInvoke = Polls)]
    public async Task<UploadStatus?> BareLoopOnThreadPool()
    {
        UploadStatus? last = null;
        for (int polls = 0; polls < Polls; polls++)
        {
            UploadStatus status = await AskAsync(CancellationToken.None).ConfigureAwait(false);
            if (status != last)
                last = status;
        }
        return last;
    }

    [Benchmark(OperationsPerInvoke = Polls)]
    public async Task ScheduleAsyncOnThreadPool()
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int polls = 0;
        using (AsyncRxLoop.Run(Ask, TimeSpan.Zero, DefaultScheduler.Instance, _ => { }))
            await enough.Task.ConfigureAwait(false);

        Task<UploadStatus> Ask(CancellationToken cancellationToken)
        {
            if (polls++ < Polls)
                return AskAsync(cancellationToken);
            enough.TrySetResult();
            return new TaskCompletionSource<UploadStatus>().Task;
        }
    }

    /// <summary>Two turns: the answer's, and that of the action that it is told from.</summary>
    [Benchmark(OperationsPerInvoke = Polls)]
    public async Task LibraryOnThreadPool()
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new WatchOptions
        {
            Schedule = PollSchedule.Create(context =>
            {
                if (context.PollCount < Polls)
                    return TimeSpan.Zero;
                enough.TrySetResult();
                return TimeSpan.MaxValue;
            }),
        };
        using (UploadStatusObservable.Create(AskAsync, options, DefaultScheduler.Instance).Subscribe(_ => { }, _ => { }))
            await enough.Task.ConfigureAwait(false);
    }

    private async Task<UploadStatus> AskAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _answer;
    }
}

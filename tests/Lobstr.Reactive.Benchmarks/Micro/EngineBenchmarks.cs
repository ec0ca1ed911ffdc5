using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using BenchmarkDotNet.Attributes;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>One watch of a function that has its unchanged answer at once, every second of virtual time.</summary>
public class EngineBenchmarks
{
    private const int Polls = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Task<UploadStatus> Answer =
        Task.FromResult(new UploadStatus { Id = UploadPath.Id, State = UploadState.Progress });

    private OneByOneScheduler _scheduler = null!;
    private int _polls;

    [GlobalSetup(Target = nameof(EmptyActions))]
    public void SetUpEmptyActions()
    {
        _scheduler = new OneByOneScheduler();
        Tick(_scheduler, this);
    }

    [GlobalSetup(Target = nameof(BareLoop))]
    public void SetUpBareLoop()
    {
        _scheduler = new OneByOneScheduler();
        _ = LoopAsync(CancellationToken.None);
    }

    [GlobalSetup(Target = nameof(RxTextbook))]
    public void SetUpRxTextbook()
    {
        _scheduler = new OneByOneScheduler();
        TextbookRx.Watch(Ask, Interval, _scheduler).Subscribe(_ => { }, _ => { });
    }

    [GlobalSetup(Target = nameof(ScheduleAsync))]
    public void SetUpScheduleAsync()
    {
        _scheduler = new OneByOneScheduler();
        AsyncRxLoop.Run(Ask, Interval, _scheduler, _ => { });
    }

    [GlobalSetup(Target = nameof(Library))]
    public void SetUpLibrary()
    {
        _scheduler = new OneByOneScheduler();
        UploadStatusObservable
            .Create(Ask, new WatchOptions { Schedule = PollSchedule.Every(Interval) }, _scheduler)
            .Subscribe(_ => { }, _ => { });
    }

    /// <summary>No poll at all: what the scheduler itself costs.</summary>
    [Benchmark(OperationsPerInvoke = Polls)]
    public int EmptyActions() => Run();

    /// <summary>An async method that asks, compares and waits.</summary>
    [Benchmark(OperationsPerInvoke = Polls)]
    public int BareLoop() => Run();

    [Benchmark(OperationsPerInvoke = Polls)]
    public int RxTextbook() => Run();

    [Benchmark(OperationsPerInvoke = Polls)]
    public int ScheduleAsync() => Run();

    [Benchmark(OperationsPerInvoke = Polls)]
    public int Library() => Run();

    private int Run()
    {
        for (_polls = 0; _polls < Polls;)
            _scheduler.RunNext();
        return _polls;
    }

    private Task<UploadStatus> Ask(CancellationToken cancellationToken)
    {
        _polls++;
        return Answer;
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        UploadStatus? last = null;
        while (last is not { IsTerminal: true })
        {
            UploadStatus status = await Ask(cancellationToken);
            if (status != last)
                last = status;
            await new SchedulerDelay(_scheduler, Interval);
        }
    }

    private static IDisposable Tick(IScheduler scheduler, EngineBenchmarks owner)
    {
        owner._polls++;
        scheduler.Schedule(owner, Interval, Tick);
        return Disposable.Empty;
    }
}

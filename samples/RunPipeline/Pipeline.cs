using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>The job as one stream of states.</summary>
/// <param name="client">Does it.</param>
/// <param name="squid">Whose tasks they are.</param>
/// <param name="file">The tasks.</param>
/// <param name="output">Where the results go.</param>
/// <param name="arguments">What else was asked for.</param>
/// <param name="scheduler">Whose time is shown.</param>
internal sealed class Pipeline(
    ILobstrClient client, string squid, SentFile file, ResultsFile output, PipelineArguments arguments, IScheduler scheduler)
{
    private const int RowsPerStep = 100;

    private static readonly TimeSpan ClockInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Emits a state on each step and each tick of the clock; completes when the results are written, and ends with whatever error
    /// ends a stage. Cold: the job begins on subscription and is cancelled with it.
    /// </summary>
    public IObservable<PipelineState> Observe() => Observable.Defer(() =>
    {
        IStopwatch stopwatch = scheduler.StartStopwatch();
        var start = new PipelineState { BytesToSend = file.Length };
        IObservable<PipelineState> states = Steps().Scan(start, (state, step) => step(state)).StartWith(start);
        IObservable<long> clock = Observable.Interval(ClockInterval, scheduler).StartWith(0);

        // The clock first: then the first state of all is shown before the first request is sent.
        return Observable
            .CombineLatest(clock, states, (_, state) => state with { Elapsed = stopwatch.Elapsed, BytesSent = file.BytesSent })
            .TakeUntil(state => state.IsDone);
    });

    // From the file of tasks to the file of results: one expression, and each step of it changes the state a little.
    private IObservable<Func<PipelineState, PipelineState>> Steps() => Observable.Concat(
        Check(),
        arguments.Empty ? Empty() : Observable.Empty<Func<PipelineState, PipelineState>>(),
        client.Uploads
            .SendAndWatch(squid, file.Content, arguments.Options)
            .Publish(upload => Observable.Merge(
                upload.Select(status => Step(state => state with { Upload = status })),
                upload
                    .WhenSucceeded()
                    .SelectMany(_ => client.Runs.Start(squid))
                    .SelectMany(run => Observable.Concat(
                        Observable.Return(Step(state => state with { Run = run })),
                        Follow(run.Id),
                        arguments.ReadRows ? Read(run.Id) : Download(run.Id),
                        Observable.Return(Step(state => state with { IsDone = true })))))));

    // A column that nobody knows is left out by the service without a word, and a missing one costs every row.
    private IObservable<Func<PipelineState, PipelineState>> Check() => Observable
        .FromAsync(token => client.Squids.CheckAsync(squid, file.Content, token), scheduler)
        .Select(check => check.IsGood
            ? Step(state => state with { IsChecked = true, IsEmptying = arguments.Empty })
            : throw new HeaderException(file.Name, squid, check));

    // Both types: whichever the squid has, a run would work on them again.
    private IObservable<Func<PipelineState, PipelineState>> Empty() => Observable
        .Concat(Empty(SquidTaskType.Url), Empty(SquidTaskType.Parameters))
        .Sum()
        .Select(deleted => Step(state => state with { IsEmptying = false, Deleted = deleted }));

    private IObservable<long> Empty(SquidTaskType type) => Observable.FromAsync(token => client.Squids.EmptyAsync(squid, type, token), scheduler);

    // The run tells of its pauses and its end, the stats how far it has come: they are asked for when the run has changed.
    private IObservable<Func<PipelineState, PipelineState>> Follow(string runId) => client.Runs
        .Watch(runId, arguments.Options)
        .Select(run => Stats(runId).Select(stats => Step(state => state with { Run = run, Stats = stats ?? state.Stats })))
        .Concat();

    // Progress is for the eye: no run is given up because its stats could not be had.
    private IObservable<RunStats?> Stats(string runId) => Observable
        .FromAsync(token => client.Runs.GetStatsAsync(runId, token), scheduler)
        .Select(stats => (RunStats?)stats)
        .Catch((Exception _) => Observable.Return<RunStats?>(null));

    private IObservable<Func<PipelineState, PipelineState>> Download(string runId) => Observable.Concat(
        Observable.Return(Step(state => state with { IsExporting = true })),
        Observable
            .FromAsync(token => client.Runs.DownloadAsync(runId, output.Content, token), scheduler)
            .Do(_ => output.Complete())
            .IgnoreElements()
            .Select(_ => Step(state => state)));

    // What the service withholds does not make what it gave worthless: it stays, and the error says that it is not all.
    private IObservable<Func<PipelineState, PipelineState>> Read(string runId) => Observable.Concat(
        Observable.Return(Step(state => state with { RowsRead = 0 })),
        client.Runs.Results(runId)
            .Do(output.Write, error => output.CompleteAfter(error as ResultsTruncatedException), output.Complete)
            .Where(_ => output.Rows % RowsPerStep == 0)
            .Select(_ => output.Rows)
            .Select(rows => Step(state => state with { RowsRead = rows })),
        Observable.Defer(() => Observable.Return(Step(state => state with { RowsRead = output.Rows }))));

    // Gives lambdas their type.
    private static Func<PipelineState, PipelineState> Step(Func<PipelineState, PipelineState> change) => change;
}

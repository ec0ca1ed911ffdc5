using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>The job as one stream of states.</summary>
/// <param name="client">Does it.</param>
/// <param name="squid">Whose tasks they are.</param>
/// <param name="file">The tasks.</param>
/// <param name="output">Where the rows go.</param>
/// <param name="options">How to watch the upload, and then the run.</param>
internal sealed class Pipeline(ILobstrClient client, string squid, SentFile file, ResultsFile output, WatchOptions options)
{
    private const int RowsPerStep = 100;

    private static readonly TimeSpan ClockInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Emits a state on each step and each tick of the clock; completes when the rows are written, and ends with whatever error
    /// ends a stage. Cold: the job begins on subscription and is cancelled with it.
    /// </summary>
    public IObservable<PipelineState> Observe(IScheduler scheduler) => Observable.Defer(() =>
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

    // From the file of tasks to the file of rows: one expression, and each step of it changes the state a little.
    private IObservable<Func<PipelineState, PipelineState>> Steps() => client.Uploads
        .SendAndWatch(squid, file.Content, options)
        .Publish(upload => Observable.Merge(
            upload.Select(status => Step(state => state with { Upload = status })),
            upload
                .WhenSucceeded()
                .SelectMany(_ => client.Runs.Start(squid))
                .SelectMany(run => Observable.Concat(
                    Observable.Return(Step(state => state with { Run = run })),
                    client.Runs.WatchStats(run.Id, options).Select(stats => Step(state => state with { Stats = stats })),
                    Observable.Return(Step(state => state with { RowsRead = 0 })),
                    client.Runs.Results(run.Id)
                        .Do(output.Write, output.Complete)
                        .Where(_ => output.Rows % RowsPerStep == 0)
                        .Select(_ => output.Rows)
                        .Select(rows => Step(state => state with { RowsRead = rows })),
                    Observable.Return(Step(state => state with { RowsRead = output.Rows, IsDone = true }))))));

    // Gives lambdas their type.
    private static Func<PipelineState, PipelineState> Step(Func<PipelineState, PipelineState> change) => change;
}

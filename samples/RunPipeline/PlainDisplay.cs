using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>One line a change and no escape codes: for pipes, files and logs.</summary>
internal sealed class PlainDisplay(TextWriter output) : IPipelineDisplay
{
    public void WriteLine(string text) => output.WriteLine(text);

    public Task ShowAsync(IObservable<PipelineState> job, CancellationToken cancellationToken) =>
        job
            .DistinctUntilChanged(Describe)
            .Do(state => WriteLine($"{DurationText.Format(state.Elapsed),8}  {Describe(state)}"))
            .ToTask(cancellationToken);

    private static string Describe(PipelineState state) => state.Stage switch
    {
        PipelineStage.Checking or PipelineStage.Emptying => $"file    {StageText.OfFile(state)}",
        PipelineStage.Sending => $"file    sending{StageText.AfterDeletion(state)}",
        PipelineStage.Processing or PipelineStage.Starting => $"upload  {StageText.OfUpload(state)}",
        PipelineStage.Running => $"run     {StageText.OfRun(state)}",
        _ => $"rows    {StageText.OfRows(state)}",
    };
}

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>Where a job is shown.</summary>
internal interface IPipelineDisplay
{
    /// <summary>Shows one line of text, below all that was shown before.</summary>
    void WriteLine(string text);

    /// <summary>Shows a job until it ends.</summary>
    /// <returns>Faults with what ended the job, if not its success; cancelled, it has disposed the job.</returns>
    Task ShowAsync(IObservable<PipelineState> job, CancellationToken cancellationToken);
}

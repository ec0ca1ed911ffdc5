namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>All that a display needs to know about a job at one moment.</summary>
internal sealed record PipelineState
{
    /// <summary>Since the job began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How much of the file has been sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>How long the file is.</summary>
    public long BytesToSend { get; init; }

    /// <summary>The last status of the upload; null while the file is on its way.</summary>
    public UploadStatus? Upload { get; init; }

    /// <summary>The run as it was started; null until it has been.</summary>
    public Run? Run { get; init; }

    /// <summary>The last stats of the run; null until there are some.</summary>
    public RunStats? Stats { get; init; }

    /// <summary>How many rows have been read; null until the run has ended well.</summary>
    public long? RowsRead { get; init; }

    /// <summary>Whether all rows are written.</summary>
    public bool IsDone { get; init; }

    public PipelineStage Stage =>
        IsDone ? PipelineStage.Done
        : RowsRead is not null ? PipelineStage.Reading
        : Run is not null ? PipelineStage.Running
        : Upload is { State: UploadState.Success } ? PipelineStage.Starting
        : Upload is not null ? PipelineStage.Processing
        : PipelineStage.Sending;
}

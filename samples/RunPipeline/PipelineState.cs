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

    /// <summary>Whether the header of the file fits the squid.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Whether the squid is being emptied.</summary>
    public bool IsEmptying { get; init; }

    /// <summary>How many old tasks were deleted; null: none were to be.</summary>
    public long? Deleted { get; init; }

    /// <summary>The last status of the upload; null while the file is on its way.</summary>
    public UploadStatus? Upload { get; init; }

    /// <summary>The run as it was seen last; null until it has been started.</summary>
    public Run? Run { get; init; }

    /// <summary>The last stats of the run; null until there are some.</summary>
    public RunStats? Stats { get; init; }

    /// <summary>Whether the file of results is waited for or copied.</summary>
    public bool IsExporting { get; init; }

    /// <summary>How many rows have been read; null until the run has ended well, and if the file of results is taken instead.</summary>
    public long? RowsRead { get; init; }

    /// <summary>Whether all results are written.</summary>
    public bool IsDone { get; init; }

    public PipelineStage Stage =>
        IsDone ? PipelineStage.Done
        : IsExporting ? PipelineStage.Exporting
        : RowsRead is not null ? PipelineStage.Reading
        : Run is not null ? PipelineStage.Running
        : Upload is { State: UploadState.Success } ? PipelineStage.Starting
        : Upload is not null ? PipelineStage.Processing
        : IsEmptying ? PipelineStage.Emptying
        : IsChecked ? PipelineStage.Sending
        : PipelineStage.Checking;
}

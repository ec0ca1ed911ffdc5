namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>What the command line asks for.</summary>
internal sealed record PipelineArguments
{
    /// <summary>The squid to run; null: one of the simulated service.</summary>
    public string? Squid { get; init; }

    /// <summary>The file of tasks; null: the one that lies beside the program.</summary>
    public FileInfo? File { get; init; }

    /// <summary>The file that results are written to.</summary>
    public required FileInfo Output { get; init; }

    /// <summary>Whether the tasks that the squid has are deleted first.</summary>
    public bool Empty { get; init; }

    /// <summary>Whether the rows are read one by one, and not taken as the service's file.</summary>
    public bool ReadRows { get; init; }

    /// <summary>Whether the first interruption aborts the run, and not only the second.</summary>
    public bool AbortOnCancel { get; init; }

    /// <summary>Where the service is; null: where the library looks for it.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>How to watch the upload, and then the run.</summary>
    public required WatchOptions Options { get; init; }
}

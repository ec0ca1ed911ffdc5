namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>What the command line asks for.</summary>
internal sealed record WatchArguments
{
    /// <summary>The upload to watch; null: send a file to the simulated service, and watch that.</summary>
    public string? UploadId { get; init; }

    /// <summary>The file for the simulated service; null: the one that lies beside the program.</summary>
    public FileInfo? File { get; init; }

    /// <summary>Where the service is; null: where the library looks for it.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>How to watch.</summary>
    public required WatchOptions Options { get; init; }
}

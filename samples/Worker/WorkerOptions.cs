namespace Lobstr.Reactive.Samples.Worker;

/// <summary>What the worker is told: section <c>Worker</c> of the configuration, or the command line.</summary>
internal sealed class WorkerOptions
{
    /// <summary>The folder in which files of tasks appear; default: <c>inbox</c>.</summary>
    public string Folder { get; set; } = "inbox";

    /// <summary>The id of the squid that they are for.</summary>
    public string Squid { get; set; } = "a1b2c3d4e5f6g7h8i9j0";

    /// <summary>The folder that files are moved to once they are tracked.</summary>
    public string Sent => Path.Combine(Folder, "sent");
}

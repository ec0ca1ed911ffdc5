namespace Lobstr.Reactive.Samples.Worker;

/// <summary>What the worker is told: section <c>Worker</c> of the configuration, or the command line.</summary>
internal sealed class WorkerOptions
{
    /// <summary>The folder in which files of tasks appear; default: <c>inbox</c>.</summary>
    public string Folder { get; set; } = "inbox";

    /// <summary>The id of the squid that they are for. Nobody else starts runs of it.</summary>
    public string Squid { get; set; } = "a1b2c3d4e5f6g7h8i9j0";

    /// <summary>How often the folder is looked at; a file that has not changed from one look to the next is complete. Default 2 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The folder that files are moved to once they are sent, or may have been.</summary>
    public string Sent => Path.Combine(Folder, "sent");

    /// <summary>The folder that files are moved to if the service has not taken them: move them back to send them again.</summary>
    public string Rejected => Path.Combine(Folder, "rejected");
}

namespace Lobstr.Reactive;

/// <summary>Where a run stands. Read from the service without regard to case.</summary>
public enum RunStatus
{
    /// <summary>A status that this library does not know; <see cref="Run.RawStatus"/> has its name. Not final.</summary>
    Unknown,

    /// <summary>Waiting to start.</summary>
    Pending,

    /// <summary>Scraping.</summary>
    Running,

    /// <summary>Writing its results.</summary>
    Uploading,

    /// <summary>Paused; it may go on.</summary>
    Paused,

    /// <summary>Final: ended as it should.</summary>
    Done,

    /// <summary>Final: stopped by somebody, or for want of credit.</summary>
    Aborted,

    /// <summary>Final: failed.</summary>
    Error,
}

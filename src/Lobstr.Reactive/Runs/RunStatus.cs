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

    /// <summary>Collected; its results are being exported. Not final, though the service may call such a run done.</summary>
    Uploading,

    /// <summary>Paused; it goes on or is aborted. <see cref="Run.DoneReason"/> may say why.</summary>
    Paused,

    /// <summary>Final: ended; <see cref="Run.WasCutShort"/> tells whether before all was done.</summary>
    Done,

    /// <summary>Final: stopped by somebody. What it found until then is exported, and billed.</summary>
    Aborted,

    /// <summary>Final: failed.</summary>
    Error,
}

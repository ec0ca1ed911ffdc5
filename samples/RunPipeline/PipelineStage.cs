namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>How far a job has come.</summary>
internal enum PipelineStage
{
    /// <summary>The header of the file is compared with what the squid takes.</summary>
    Checking,

    /// <summary>The tasks that the squid has are deleted.</summary>
    Emptying,

    /// <summary>The file is on its way.</summary>
    Sending,

    /// <summary>The service is processing the file.</summary>
    Processing,

    /// <summary>The run has been asked for.</summary>
    Starting,

    /// <summary>The run is under way.</summary>
    Running,

    /// <summary>The run is done, and the service's file of its results is waited for, then copied.</summary>
    Exporting,

    /// <summary>The run is done, and its rows are read.</summary>
    Reading,

    /// <summary>The results are written.</summary>
    Done,
}

namespace Lobstr.Reactive.Tests.Model;

/// <summary>Every public stream of the library.</summary>
public enum StreamKind
{
    UploadsWatch,
    UploadsSendAndWatch,
    Create,
    WhenSucceeded,
    RunsWatch,
    RunsWatchStats,
    RunsStart,
    RunsResults,
    Events,
}

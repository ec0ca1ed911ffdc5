namespace Lobstr.Reactive.ModelTests;

/// <summary>Every public stream of the library.</summary>
public enum StreamKind
{
    UploadsWatch,
    UploadsSend,
    Create,
    WhenSucceeded,
    RunsWatch,
    RunsStart,
    RunsResults,
    Events,
}

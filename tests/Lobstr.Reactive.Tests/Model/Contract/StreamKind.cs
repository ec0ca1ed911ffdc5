namespace Lobstr.Reactive.Tests.Model;

/// <summary>Every public stream of the library.</summary>
public enum StreamKind
{
    UploadsWatch,
    UploadsSendAndWatch,
    Create,
    WhenSucceeded,
    RunsWatch,
    RunsStart,
    RunsResults,
    Events,
}

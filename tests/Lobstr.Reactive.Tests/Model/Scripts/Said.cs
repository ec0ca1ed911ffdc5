namespace Lobstr.Reactive.Tests.Model;

/// <summary>What one poll is answered, in the words of the table of promises.</summary>
public enum Said
{
    Pending,
    Progress,
    ProgressWithCounts,
    UnknownState,
    Success,
    Failure,

    // Transient faults.
    ConnectionLost,
    Http503Exception,
    BrokenStream,
    TimedOut,
    CancelledByAStranger,
    ProtocolFault,
    SomebodyElsesUpload,
    RequestTimeout408,
    Server500,
    Server503,
    ThrowsTransient,

    RateLimited429,
    Http429Exception,
    NotFound404,
    Http404Exception,

    // Hopeless faults.
    Bad400,
    Unauthorized401,
    Forbidden403,
    Gone410,
    Redirect302,
    Http400Exception,
    ProgrammingError,
    ThrowsHopeless,
    NullTask,
    NullStatus,
}

namespace Lobstr.Reactive.Tests.Model;

/// <summary>What is done to a stream while it runs.</summary>
public enum Act
{
    NothingAtAll,
    DisposeWhileAnswersArrive,
    DisposeByThreeThreads,
    DisposeInsideANotification,
    DisposeWhileSubscribing,
    DisposeTheClientWhileAnswersArrive,
    DisposeTheClientWhileSubscribing,
}

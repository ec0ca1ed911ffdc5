namespace Lobstr.Reactive;

/// <summary>Somebody who is told something from an action on the scheduler.</summary>
internal interface INotificationTarget
{
    /// <summary>Tells it. Called without a turn of the queue.</summary>
    void Notify();

    /// <summary>Ends it, for the scheduler has refused to act for it. Called without a turn, in place of <see cref="Notify"/>, on any thread.</summary>
    void Reject(Exception error);
}

namespace Lobstr.Reactive;

/// <summary>Somebody who is told something from an action on the scheduler.</summary>
internal interface INotified
{
    /// <summary>Tells it. Called without the gate of the queue.</summary>
    void Notify();
}

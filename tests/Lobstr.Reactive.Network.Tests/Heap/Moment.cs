namespace Lobstr.Reactive.Network.Tests;

/// <summary>When a subscription is disposed.</summary>
public enum Moment
{
    BeforeTheFirstPoll,
    DuringAPoll,
    WhileWaiting,
}

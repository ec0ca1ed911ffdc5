namespace Lobstr.Reactive.HostileServerTests;

/// <summary>When a subscription is disposed.</summary>
public enum Moment
{
    BeforeTheFirstPoll,
    DuringAPoll,
    WhileWaiting,
}

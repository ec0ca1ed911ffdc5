namespace Lobstr.Reactive.HostileServerTests;

/// <summary>What is subscribed to.</summary>
public enum Subject
{
    Upload,
    Function,
    Run,
    Events,
}

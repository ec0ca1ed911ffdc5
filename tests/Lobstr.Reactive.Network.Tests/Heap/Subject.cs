namespace Lobstr.Reactive.Network.Tests;

/// <summary>What is subscribed to.</summary>
public enum Subject
{
    Upload,
    Function,
    Run,
    Events,
}

namespace Lobstr.Reactive.Tests.Model;

/// <summary>What a throwing observer throws.</summary>
public sealed class ObserverException(ScriptedObserver observer) : Exception("The observer throws.")
{
    public ScriptedObserver Observer => observer;
}

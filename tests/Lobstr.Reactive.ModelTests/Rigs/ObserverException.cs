namespace Lobstr.Reactive.ModelTests;

/// <summary>What a throwing observer throws.</summary>
public sealed class ObserverException(ScriptedObserver observer) : Exception("The observer throws.")
{
    public ScriptedObserver Observer => observer;
}

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Tests of what the whole process has, its memory or a port that is free: they run one after the other, and nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "Alone";
}

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What is measured here is that of the whole process: its tests run one after the other, and nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "Alone";
}

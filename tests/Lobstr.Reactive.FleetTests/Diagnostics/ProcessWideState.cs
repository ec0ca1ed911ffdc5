namespace Lobstr.Reactive.FleetTests;

/// <summary>Listeners hear the whole process, so the tests of metrics and traces run alone.</summary>
[CollectionDefinition("listeners", DisableParallelization = true)]
public sealed class ProcessWideState;

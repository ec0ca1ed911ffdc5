namespace Lobstr.Reactive.Tests;

/// <summary>Tests that touch what the whole process shares run alone.</summary>
[CollectionDefinition("process-wide state", DisableParallelization = true)]
public sealed class ProcessWideState;

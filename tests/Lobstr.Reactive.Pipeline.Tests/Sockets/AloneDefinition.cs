namespace Lobstr.Reactive.Pipeline.Tests;

[CollectionDefinition(SocketTest.Alone, DisableParallelization = true)]
public static class AloneDefinition;

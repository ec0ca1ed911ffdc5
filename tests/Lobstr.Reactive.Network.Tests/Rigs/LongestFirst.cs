using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Lobstr.Reactive.Network.Tests.LongestFirst))]
// More than there are cores, for most of them wait; not many more, for some give an answer only so long.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 4)]

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Begins with what waits for a long time, and runs the rest meanwhile.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(SoakTests), nameof(StalledErrorTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : notnull, ITestCollection =>
        [.. testCollections.OrderByDescending(collection => Longest.Any(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)))];
}

using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A fleet of uploads: how many, how long each lives, how far away the service is. The same for the same seed.</summary>
public sealed class FleetPlan
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(15);

    public FleetPlan(int uploads, int seed, Latency latency)
    {
        var random = new Random(seed);
        Latency = latency;
        Lives = [.. Enumerable.Range(0, uploads).Select(_ => ShortestLife + ((LongestLife - ShortestLife) * random.NextDouble()))];
    }

    /// <summary>When each upload reaches SUCCESS, by its number.</summary>
    public IReadOnlyList<TimeSpan> Lives { get; }

    public Latency Latency { get; }

    public static string IdOf(int upload) => $"upload-{upload}";
}

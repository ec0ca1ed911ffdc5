using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A fleet of uploads: when each begins, how long each lives, how far away the service is. The same for the same seed.</summary>
public sealed class FleetPlan
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(15);

    /// <summary>All begin together, and live for 5 s to 15 min, evenly spread.</summary>
    public FleetPlan(int uploads, int seed, Latency latency)
    {
        var random = new Random(seed);
        Latency = latency;
        Lives = [.. Enumerable.Range(0, uploads).Select(_ => ShortestLife + ((LongestLife - ShortestLife) * random.NextDouble()))];
        Begins = new TimeSpan[uploads];
    }

    private FleetPlan(TimeSpan[] begins, TimeSpan[] lives, Latency latency) => (Begins, Lives, Latency) = (begins, lives, latency);

    /// <summary>When each upload begins, by its number: in order.</summary>
    public IReadOnlyList<TimeSpan> Begins { get; }

    /// <summary>How long after that each upload reaches SUCCESS, by its number.</summary>
    public IReadOnlyList<TimeSpan> Lives { get; }

    public Latency Latency { get; }

    /// <summary>One begins after the other, at random, as in a program at work.</summary>
    /// <param name="uploads">How many.</param>
    /// <param name="perSecond">How many begin in a second on average.</param>
    /// <param name="lives">How long they live.</param>
    /// <param name="seed">Decides about both.</param>
    /// <param name="latency">How far away the service is.</param>
    public static FleetPlan Arriving(int uploads, double perSecond, Lives lives, int seed, Latency latency)
    {
        ArgumentNullException.ThrowIfNull(lives);
        var random = new Random(seed);
        var begins = new TimeSpan[uploads];
        for (int i = 1; i < uploads; i++)
            begins[i] = begins[i - 1] + TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);
        return new(begins, [.. Enumerable.Range(0, uploads).Select(_ => lives.Draw(random))], latency);
    }

    /// <summary>When an upload reaches SUCCESS.</summary>
    public TimeSpan EndOf(int upload) => Begins[upload] + Lives[upload];

    public static string IdOf(int upload) => $"upload-{upload}";
}

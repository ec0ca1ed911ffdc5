using CsCheck;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A world for a client to keep its promises in.</summary>
/// <param name="Cap">The client's own cap.</param>
/// <param name="Concurrency">The most requests under way.</param>
/// <param name="Uploads">How many there are.</param>
/// <param name="LatencyMs">The longest latency.</param>
/// <param name="Seed">Decides who comes and goes when, and everything else.</param>
public sealed record QueuePlan(int Cap, int Concurrency, int Uploads, int LatencyMs, int Seed)
{
    public const double End = 240;

    public static readonly Gen<QueuePlan> Any =
        from cap in Gen.Int[1, 120]
        from concurrency in Gen.Int[1, 16]
        from uploads in Gen.Int[1, 60]
        from latency in Gen.OneOf(Gen.Const(0), Gen.Int[1, 500], Gen.Int[500, 10_000])
        from seed in Gen.Int[0, int.MaxValue - 1]
        select new QueuePlan(cap, concurrency, uploads, latency, seed);

    /// <summary>A client and a service of this plan.</summary>
    public FleetRun Open(LobstrSimulatorOptions service) => new(
        service with { Latency = Latency.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(LatencyMs), Seed) },
        client => client with { TaskRequestsPerMinute = Cap, MaxConcurrentRequests = Concurrency });

    /// <summary>Plans watches that come at random instants; most end or leave, and of those who left some come again.</summary>
    public void ComeAndGo(FleetRun run, Func<Random, WatchOptions> options)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        var random = new Random(Seed);
        for (int i = 0; i < Uploads; i++)
        {
            string id = $"upload-{i}";
            double from = random.Next(4) == 0 ? random.Next(3) * 40 : random.NextDouble() * End * 0.7;
            double to = from + (random.NextDouble() * End);
            double again = to + (random.NextDouble() * 20);
            run.Service.AddUpload(id, random.Next(3) == 0
                ? UploadScript.Progress(TimeSpan.FromSeconds(random.NextDouble() * End * 2)).Succeeds()
                : UploadScript.StaysPending());
            WatchOptions own = options(random);
            run.At(from, () =>
            {
                WatchRecord watch = run.Watch(id, own);
                run.At(to, watch.Dispose);
            });
            if (random.Next(3) == 0)
                run.At(again, () => run.Watch(id, own));
        }
    }
}

using System.Reactive.Concurrency;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A shared budget on a bad line, in virtual time: calls are late, fail, are never answered, or do what they should and lose the answer.</summary>
internal sealed class FlakyBudget(ISharedBudget inner, IScheduler scheduler, int seed) : ISharedBudget
{
    private readonly Random _random = new(seed);

    /// <summary>The permits that somebody has heard of, and has not given back.</summary>
    public HashSet<string> Held { get; } = [];

    public double FallbackShare => inner.FallbackShare;

    public ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken) => _random.Next(10) switch
    {
        0 => throw new IOException("the line is cut"),
        1 => new(Task.FromException<SharedPermit>(new IOException("the line was cut"))),
        2 => new(new TaskCompletionSource<SharedPermit>().Task),
        3 or 4 => new(LaterAsync(request, TimeSpan.FromSeconds(8 * _random.NextDouble()), cancellationToken)),
        _ => HeldOf(inner.AcquireAsync(request, cancellationToken)),
    };

    public ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken)
    {
        if (release.Id is { } id)
            Held.Remove(id);
        return _random.Next(10) == 0 ? throw new IOException("the line is cut") : inner.ReleaseAsync(release, cancellationToken);
    }

    private Task<SharedPermit> LaterAsync(SharedPermitRequest request, TimeSpan delay, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<SharedPermit>();
        scheduler.Schedule(delay, () => answer.SetResult(HeldOf(inner.AcquireAsync(request, cancellationToken)).AsTask().Result));
        return answer.Task;
    }

    private ValueTask<SharedPermit> HeldOf(ValueTask<SharedPermit> answer)
    {
        SharedPermit permit = answer.AsTask().Result;
        if (permit.Id is { } id)
            Held.Add(id);
        return new(permit);
    }
}

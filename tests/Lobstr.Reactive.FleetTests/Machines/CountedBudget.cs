namespace Lobstr.Reactive.FleetTests;

/// <summary>Counts what is asked of a shared budget.</summary>
internal sealed class CountedBudget(ISharedBudget inner) : ISharedBudget
{
    private int _asked;
    private int _granted;
    private int _returned;

    /// <summary>How often somebody asked for a permit.</summary>
    public int Asked => _asked;

    /// <summary>How often there was one.</summary>
    public int Granted => _granted;

    /// <summary>How often something was given back.</summary>
    public int Returned => _returned;

    public double FallbackShare => inner.FallbackShare;

    public async ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        SharedPermit permit = await inner.AcquireAsync(request, cancellationToken).ConfigureAwait(false);
        if (permit.Id is not null)
            Interlocked.Increment(ref _granted);
        return permit;
    }

    public ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _returned);
        return inner.ReleaseAsync(release, cancellationToken);
    }
}

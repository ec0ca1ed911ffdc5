namespace Lobstr.Reactive.Redis.Tests;

/// <summary>Counts what is asked of a budget.</summary>
internal sealed class CountingBudget(ISharedBudget budget) : ISharedBudget
{
    public int Calls { get; set; }

    public double FallbackShare => budget.FallbackShare;

    public ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken)
    {
        Calls++;
        return budget.AcquireAsync(request, cancellationToken);
    }

    public ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken)
    {
        Calls++;
        return budget.ReleaseAsync(release, cancellationToken);
    }
}

namespace Lobstr.Reactive.Hosting;

/// <summary>Tells the health check how the tracked uploads of an account fare. None of it means that nothing works: all of it is tried again.</summary>
internal sealed class TrackingHealthSource(UploadTracker tracker) : IHealthSource
{
    public bool IsRetrying => tracker.GetHealth().FailingWatches > 0;

    public IEnumerable<HealthProblem> Problems
    {
        get
        {
            TrackingHealth health = tracker.GetHealth();
            if (health.StoreError is { } storeError)
                yield return Degraded($"The store of tracked uploads fails: {storeError}");
            if (health.FailingWatches > 0)
                yield return Degraded($"The watches of {health.FailingWatches} tracked uploads fail and begin anew: {health.WatchError}");
            if (health.FailingHandlers > 0)
                yield return Degraded($"The handlers of {health.FailingHandlers} tracked uploads fail and are called again.");
            if (health.GivenUpHandlers > 0)
                yield return Degraded($"The handlers of {health.GivenUpHandlers} tracked uploads have failed too often and wait for the next start.");
            if (health.Unreadable > 0)
                yield return Degraded($"{health.Unreadable} stored uploads cannot be read and are not watched.");
        }
    }

    private static HealthProblem Degraded(string description) => new(IsFailure: false, description);
}

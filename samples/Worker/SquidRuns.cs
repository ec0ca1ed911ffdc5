namespace Lobstr.Reactive.Samples.Worker;

/// <summary>What the worker asks of a squid's runs.</summary>
internal static class SquidRuns
{
    public static async Task<Run?> FindNewestAsync(this IRuns runs, string squidId, CancellationToken cancellationToken)
    {
        await foreach (Run run in runs.ListAsync(squidId, cancellationToken))
            return run;
        return null;
    }
}

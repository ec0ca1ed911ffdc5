namespace Lobstr.Reactive.Hosting;

/// <summary>A client whose watches are those of the settings, if they have no options of their own.</summary>
internal sealed class AccountClient(ILobstrClient client, LobstrHostingOptions options) : ILobstrClient
{
    public IUploads Uploads { get; } = new AccountUploads(client.Uploads, options.UploadWatch.ToWatchOptions(WatchIntervals.Upload));

    public IRuns Runs { get; } = new AccountRuns(client.Runs, options.RunWatch.ToWatchOptions(WatchIntervals.Run));

    public ISquids Squids => client.Squids;

    public IObservable<LobstrEvent> Events => client.Events;

    public Task<Balance> GetBalanceAsync(CancellationToken cancellationToken = default) => client.GetBalanceAsync(cancellationToken);

    public IReadOnlyList<BudgetUsage> GetUsage() => client.GetUsage();
}

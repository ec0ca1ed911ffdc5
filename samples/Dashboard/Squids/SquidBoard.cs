namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Shows which squids there are. They are listed once, and again when somebody asks for it.</summary>
internal sealed partial class SquidBoard(ISquids squids, Feed feed, TimeProvider time, ILogger<SquidBoard> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _listing = new(1);

    /// <summary>Lists them anew.</summary>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        await _listing.WaitAsync(cancellationToken);
        try
        {
            HashSet<string> gone = [.. feed.KeysOf(FeedKind.Squid)];
            await foreach (Squid squid in squids.ListAsync(cancellationToken: cancellationToken))
            {
                feed.Publish(FeedKind.Squid, squid.Id, new { squid.Name, squid.CrawlerName, squid.IsReady });
                gone.Remove(squid.Id);
            }
            foreach (string squid in gone)
                feed.Remove(FeedKind.Squid, squid);
        }
        finally
        {
            _listing.Release();
        }
    }

    public override void Dispose()
    {
        _listing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListAsync(stoppingToken);
                return;
            }
            catch (Exception error) when (error is LobstrException or HttpRequestException or TimeoutException)
            {
                LogNotListed(logger, error.Message);
                await Task.Delay(RetryDelay, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The squids were not listed: {Reason}")]
    private static partial void LogNotListed(ILogger logger, string reason);
}

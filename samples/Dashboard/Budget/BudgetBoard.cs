using System.Collections.Concurrent;
using System.Reactive.Linq;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Shows the request budgets, and when what was last asked for. It looks, and sends nothing.</summary>
internal sealed partial class BudgetBoard(
    ILobstrClient client, Feed feed, TimeProvider time, IOptions<DashboardOptions> options, ILogger<BudgetBoard> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _asked = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using IDisposable events = client.Events.OfType<ResponseReceived>()
            .Where(answer => answer.Id is not null)
            .Subscribe(answer => _asked[answer.Id!] = answer.At, error => LogNotHeard(logger, error));
        using var timer = new PeriodicTimer(options.Value.BudgetInterval, time);
        do
        {
            Show();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Show()
    {
        foreach (BudgetUsage usage in client.GetUsage())
        {
            feed.Publish(FeedKind.Budget, usage.Family, new
            {
                usage.Cap,
                Used = usage.UsedInWindow,
                usage.Waiting,
                WindowSeconds = usage.Window.TotalSeconds,
                usage.PausedUntil,
                usage.PauseReason,
            });
        }
        foreach (string id in _asked.Keys)
        {
            if (_asked.TryRemove(id, out DateTimeOffset at))
                feed.Publish(FeedKind.Asked, id, at);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "When each upload and run was last asked for is shown no more.")]
    private static partial void LogNotHeard(ILogger logger, Exception error);
}

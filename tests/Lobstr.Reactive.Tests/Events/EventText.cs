using System.Globalization;
using System.Reactive.Linq;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>The events of a client as lines of a transcript.</summary>
internal static class EventText
{
    public static RawObserver<string> Listen(VirtualRun run, LobstrClient client) =>
        new RawObserver<string>(new(run.Scheduler)).SubscribeTo(client.Events.Select(Describe));

    private static string Describe(LobstrEvent e)
    {
        double at = Math.Round(TimeSpan.FromTicks(e.At.Ticks).TotalSeconds, 3);
        string id = e.Id is null ? "" : e.Id + " ";
        string what = e switch
        {
            RequestSent sent => $"sent {sent.RequestId} {sent.Method} {sent.Path}",
            ResponseReceived answer => $"answered {answer.RequestId} {(int)answer.StatusCode} after {Seconds(answer.Latency)}",
            RequestFailed failed => $"failed {failed.RequestId} {failed.Error.GetType().Name}",
            RetryScheduled retry => $"retry {retry.Attempt} in {Seconds(retry.Delay)} after {retry.Error.GetType().Name}",
            BudgetPaused paused => $"{paused.Family} paused until {Seconds(TimeSpan.FromTicks(paused.Until.Ticks))}",
            WatchStarted => "watch started",
            StatusChanged changed => $"now {changed.RawState}",
            WatchEnded ended => $"watch ended {ended.Outcome} {ended.Error?.GetType().Name}".TrimEnd(),
            _ => $"{e}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{at}: {id}{what}");
    }

    private static string Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3).ToString(CultureInfo.InvariantCulture);
}

namespace Lobstr.Reactive;

/// <summary>Events that come up in a turn of the queue and are published after it: the clock is the scheduler's.</summary>
internal static class DeferredEvents
{
    /// <summary>A watch has begun.</summary>
    public static Func<DateTimeOffset, LobstrEvent> Start(string? id) => now => new WatchStarted { At = now, Id = id };

    /// <summary>A request has ended without an answer.</summary>
    public static Func<DateTimeOffset, LobstrEvent> Failure(string? id, ISentRequest request, Exception error) => now => new RequestFailed(error)
    {
        At = now,
        Id = id,
        RequestId = request.Id,
        Method = request.Verb,
        Path = request.Path,
    };

    /// <summary>Nothing of a family is sent for a while.</summary>
    public static Func<DateTimeOffset, LobstrEvent> Pause(string? family, TimeSpan pause, string reason, string? id = null) => now =>
        new BudgetPaused(family ?? "", Clock.AddSaturating(now, pause), reason) { At = now, Id = id };

    /// <summary>A shared budget is out of reach.</summary>
    public static Func<DateTimeOffset, LobstrEvent> Lost(Exception error) => now => new SharedBudgetLost(error) { At = now };

    /// <summary>A shared budget is within reach again.</summary>
    public static Func<DateTimeOffset, LobstrEvent> Regained() => static now => new SharedBudgetRegained { At = now };

    /// <summary>A wait that the service asks for is cut short.</summary>
    public static Func<DateTimeOffset, LobstrEvent> Cut(string? family, string? id, TimeSpan asked, TimeSpan longest) => Pause(
        family, longest, $"the service asks to wait {asked:c} (Retry-After), cut at {nameof(LobstrClientOptions.LongestPause)} ({longest:c})", id);
}

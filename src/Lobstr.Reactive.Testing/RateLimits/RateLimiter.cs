namespace Lobstr.Reactive.Testing;

/// <summary>Counts requests by key and family in fixed windows.</summary>
internal sealed class RateLimiter(LobstrSimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Key, RateLimitFamily Family), Window> _windows = [];

    /// <summary>Whose budget a request is counted in.</summary>
    public static RateLimitFamily FamilyOf(string path) => path.AsSpan()[..FirstSegment(path)] switch
    {
        "tasks" => RateLimitFamily.Tasks,
        "squids" => RateLimitFamily.Squids,
        "runs" => RateLimitFamily.Runs,
        "results" => RateLimitFamily.Results,
        "runtasks" => RateLimitFamily.RunTasks,
        _ => RateLimitFamily.Others,
    };

    /// <summary>Counts requests that arrive now; null if the family has no limit.</summary>
    public RateLimitState? Count(string key, RateLimitFamily family, TimeSpan now, int requests = 1)
    {
        if (LimitOf(family) is not { } limit) return null;
        lock (_gate)
        {
            if (!_windows.TryGetValue((key, family), out Window? window) || now - window.Start >= limit.Window)
                _windows[(key, family)] = window = new Window(now);

            long elsewhere = (long)(limit.UsedElsewhere * ((now - window.Start) / limit.Window));
            long left = limit.Requests - window.Used - elsewhere;
            window.Used += requests;
            int remaining = (int)Math.Max(0, left - requests);
            return new RateLimitState(limit.Requests, remaining, window.Start + limit.Window, Exceeded: left < requests);
        }
    }

    private static int FirstSegment(string path) => path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : path.Length;

    private RateLimit? LimitOf(RateLimitFamily family) => family switch
    {
        RateLimitFamily.Tasks => options.TaskRateLimit,
        RateLimitFamily.Squids => options.SquidRateLimit,
        RateLimitFamily.Runs => options.RunRateLimit,
        RateLimitFamily.Results => options.ResultRateLimit,
        RateLimitFamily.RunTasks => options.RunTaskRateLimit,
        _ => options.OtherRateLimit,
    };

    private sealed class Window(TimeSpan start)
    {
        public TimeSpan Start { get; } = start;

        public long Used { get; set; }
    }
}

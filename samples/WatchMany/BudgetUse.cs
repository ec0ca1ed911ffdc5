using System.Collections.Immutable;
using System.Net;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>What the client does with the requests that the service grants its key.</summary>
internal sealed record BudgetUse
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>When the requests of the last minute were sent.</summary>
    public ImmutableList<DateTimeOffset> LastMinute { get; init; } = [];

    /// <summary>How many requests have been sent at all.</summary>
    public int Requests { get; init; }

    /// <summary>How many of them the service would not answer, for there were too many.</summary>
    public int TooMany { get; init; }

    /// <summary>Why nothing is sent for a while; null where that is not so.</summary>
    public BudgetPaused? Pause { get; init; }

    public BudgetUse With(LobstrEvent happened) => happened switch
    {
        RequestSent => this with { Requests = Requests + 1, LastMinute = LastMinute.Add(happened.At) },
        ResponseReceived { StatusCode: HttpStatusCode.TooManyRequests } => this with { TooMany = TooMany + 1 },
        BudgetPaused pause => this with { Pause = pause },
        _ => this,
    };

    public BudgetUse At(DateTimeOffset now) => this with
    {
        LastMinute = LastMinute.RemoveAll(sentAt => now - sentAt >= Minute),
        Pause = Pause?.Until > now ? Pause : null,
    };
}

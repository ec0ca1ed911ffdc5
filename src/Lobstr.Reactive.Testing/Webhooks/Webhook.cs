namespace Lobstr.Reactive.Testing;

/// <summary>Who is told of the runs of a squid, and of which events. There is none for an abort, and none for uploads.</summary>
/// <param name="Url">Where the service POSTs to.</param>
public sealed record Webhook(Uri Url)
{
    /// <summary>Whether anything is sent at all; default true.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether what is not received is sent again, up to three times, 15 minutes apart; default false.</summary>
    public bool Retry { get; init; }

    /// <summary>Whether <c>run.running</c> is sent: a run has begun to scrape, or gone on; default false.</summary>
    public bool OnRunning { get; init; }

    /// <summary>Whether <c>run.paused</c> is sent; default false.</summary>
    public bool OnPaused { get; init; }

    /// <summary>Whether <c>run.done</c> is sent; default true.</summary>
    public bool OnDone { get; init; } = true;

    /// <summary>Whether <c>run.error</c> is sent; default true.</summary>
    public bool OnError { get; init; } = true;

    internal bool Wants(string happened) => IsActive && happened switch
    {
        WebhookEvents.Running => OnRunning,
        WebhookEvents.Paused => OnPaused,
        WebhookEvents.Done => OnDone,
        WebhookEvents.Error => OnError,
        _ => false,
    };
}

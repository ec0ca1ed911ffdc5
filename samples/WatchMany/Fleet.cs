using System.Collections.Immutable;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>All that a display needs to know about all the watches at one moment. Each change makes a new one.</summary>
internal sealed record Fleet
{
    /// <summary>A fleet of watches that begin now.</summary>
    /// <param name="uploadIds">The uploads.</param>
    /// <param name="interval">How long from an answer to the next question.</param>
    /// <param name="now">When that is.</param>
    public Fleet(IEnumerable<string> uploadIds, TimeSpan interval, DateTimeOffset now)
    {
        Interval = interval;
        BeganAt = Now = now;
        Uploads = uploadIds.ToImmutableSortedDictionary(id => id, id => new UploadProgress(id, now), StringComparer.Ordinal);
    }

    public ImmutableSortedDictionary<string, UploadProgress> Uploads { get; private init; }

    public BudgetUse Budget { get; private init; } = new();

    /// <summary>The last news about an upload; null until there is some.</summary>
    public UploadUpdate? LastUpdate { get; private init; }

    public DateTimeOffset Now { get; private init; }

    public TimeSpan Elapsed => Now - BeganAt;

    public bool HasEnded => Uploads.Values.All(upload => upload.HasEnded);

    /// <summary>How many uploads are due to be asked about and wait for the budget.</summary>
    public int Waiting => Uploads.Values.Count(upload => upload.IsWaiting(Now));

    private DateTimeOffset BeganAt { get; init; }

    private TimeSpan Interval { get; init; }

    public Fleet At(DateTimeOffset now) => this with { Now = now, Budget = Budget.At(now) };

    public Fleet With(UploadUpdate update) => this with
    {
        LastUpdate = update,
        Uploads = Uploads.SetItem(update.UploadId, Uploads[update.UploadId].With(update)),
    };

    public Fleet With(LobstrEvent happened)
    {
        Fleet counted = this with { Budget = Budget.With(happened) };
        // A pause is about no upload alone.
        return happened.Id is { } id && Uploads.TryGetValue(id, out UploadProgress? upload)
            ? counted with { Uploads = Uploads.SetItem(id, upload.With(happened, Interval)) }
            : counted;
    }
}

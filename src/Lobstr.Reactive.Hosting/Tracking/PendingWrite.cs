namespace Lobstr.Reactive.Hosting;

/// <summary>A record that waits to be written, and who waits for that.</summary>
/// <param name="TrackingId">Which upload.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">What it says; null: it is deleted.</param>
/// <param name="IsIntent">Whether it is given up if the store fails: nothing has happened yet.</param>
/// <param name="Tickets">Who waits.</param>
internal sealed record PendingWrite(string TrackingId, long Version, EntryState? State, bool IsIntent, IReadOnlyList<StoreTicket> Tickets)
{
    /// <summary>The newer of both, with the waiters of both.</summary>
    public PendingWrite MergedWith(PendingWrite other)
    {
        PendingWrite newest = Version >= other.Version ? this : other;
        return newest with { Tickets = [.. Tickets, .. other.Tickets] };
    }

    public StoredUpload ToRecord() =>
        new() { TrackingId = TrackingId, Version = Version, Content = State is null ? null : StoredContentJson.Write(State) };
}

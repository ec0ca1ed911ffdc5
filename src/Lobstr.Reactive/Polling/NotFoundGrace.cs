namespace Lobstr.Reactive;

/// <summary>
/// How long a 404 may mean "not yet": counted from the subscription and from each good answer, for a replica may lag behind the one that has
/// answered before. In time without pauses, for nobody could find out during one.
/// </summary>
internal struct NotFoundGrace
{
    private TimeSpan _from;

    /// <summary>The upload or run is known to exist, or was assumed to.</summary>
    /// <param name="openTime">The instant, in time without pauses.</param>
    public void Restart(TimeSpan openTime) => _from = openTime;

    /// <summary>Whether a 404 at an instant is no end yet.</summary>
    /// <param name="openTime">The instant, in time without pauses.</param>
    /// <param name="options">How long it is.</param>
    public readonly bool Covers(TimeSpan openTime, WatchOptions options) => openTime - _from < options.NotFoundGrace;
}

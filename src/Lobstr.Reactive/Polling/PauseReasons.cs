namespace Lobstr.Reactive;

/// <summary>Why a family sends nothing for a while, in words for events and snapshots.</summary>
internal static class PauseReasons
{
    public const string Throttled = "the service has had too many requests (429)";
    public const string UsedUp = "the requests of this window are used up (X-RateLimit-Remaining: 0)";
    public const string LeftToOthers = "what is left of this window is left to others with the same key";

    /// <summary>Whether a pause follows from a 429: also one for which a shared budget gives a reason of its own.</summary>
    public static bool IsRefusal(string reason) => reason is not (UsedUp or LeftToOthers);
}

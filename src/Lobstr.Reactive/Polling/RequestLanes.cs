namespace Lobstr.Reactive;

/// <summary>What is lined up with what, within a family: among the requests of one lane the one that has been due longest is first.</summary>
internal static class RequestLanes
{
    /// <summary>Calls that send a file.</summary>
    public const int Files = 0;

    /// <summary>Other calls, and polls that somebody asked for.</summary>
    public const int Calls = 1;

    /// <summary>First polls of a watch.</summary>
    public const int Newcomers = 2;

    /// <summary>Other polls, by the age of what they are about.</summary>
    public const int ByAge = 3;

    public static byte Of(Request request, TimeSpan due) => (byte)(
        request.IsFile ? Files
        : request.IsUrgent ? Calls
        : request.IsFirst ? Newcomers
        // Without a service there is but one.
        : request.Family.Name is null ? ByAge
        : ByAge + LifeTable.AgeOf(request.AgeAt(due)));
}

namespace Lobstr.Reactive.Hosting;

/// <summary>How often the service wants to be asked, if nobody says otherwise.</summary>
internal static class WatchIntervals
{
    public static readonly TimeSpan Upload = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Run = TimeSpan.FromSeconds(5);
}

namespace Lobstr.Reactive.Hosting;

/// <summary>How often the service wants to be asked, if nobody says otherwise.</summary>
internal static class WatchIntervals
{
    public static readonly TimeSpan Upload = UploadRules.Instance.DefaultSchedule.Expected;

    public static readonly TimeSpan Run = RunRules.Pace.Expected;
}

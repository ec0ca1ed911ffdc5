using System.Diagnostics;

namespace Lobstr.Reactive.Tests;

/// <summary>What a listener to the activities of the library hears.</summary>
public sealed class TraceRecord : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<Activity> _started = [];
    private readonly List<Activity> _stopped = [];

    public TraceRecord(Action? onActivity = null)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lobstr.Reactive",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => { _started.Add(activity); onActivity?.Invoke(); },
            ActivityStopped = activity => { _stopped.Add(activity); onActivity?.Invoke(); },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Started => _started;

    public IReadOnlyList<Activity> Stopped => _stopped;

    /// <summary>The requests that have ended.</summary>
    public IReadOnlyList<Activity> Requests => [.. _stopped.Where(activity => activity.Kind is ActivityKind.Client)];

    /// <summary>The watches that have ended.</summary>
    public IReadOnlyList<Activity> Watches => [.. _stopped.Where(activity => activity.Kind is ActivityKind.Internal)];

    public void Dispose() => _listener.Dispose();
}

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>What listeners to the library's traces and metrics hear.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public Telemetry()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lobstr.Reactive",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Activities.Add(activity.DisplayName),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Lobstr.Reactive")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => Instruments.Add(instrument.Name));
        _meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => Instruments.Add(instrument.Name));
        _meters.Start();
    }

    public List<string> Activities { get; } = [];

    public HashSet<string> Instruments { get; } = [];

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }
}

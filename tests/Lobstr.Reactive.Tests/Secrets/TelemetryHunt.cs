using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lobstr.Reactive.Tests;

/// <summary>Looks for the key in all activities and measurements of the library.</summary>
public sealed class TelemetryHunt : IDisposable
{
    private readonly KeyHunt _hunt;
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public TelemetryHunt(KeyHunt hunt)
    {
        _hunt = hunt;
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lobstr.Reactive",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Look,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Lobstr.Reactive")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Look(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Look(instrument, tags));
        _meters.Start();
    }

    public int Activities { get; private set; }

    public int Failures { get; private set; }

    public HashSet<string> Instruments { get; } = [];

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Look(Activity activity)
    {
        Activities++;
        Failures += activity.Status is ActivityStatusCode.Error ? 1 : 0;
        string where = $"activity {activity.OperationName}";
        _hunt.Walk(where, activity.OperationName);
        _hunt.Walk(where, activity.DisplayName);
        _hunt.Walk(where, activity.StatusDescription);
        _hunt.Walk(where, activity.TraceStateString);
        foreach ((string name, object? value) in activity.TagObjects.Concat(activity.Baggage.Select(item => new KeyValuePair<string, object?>(item.Key, item.Value))))
            _hunt.Walk($"{where} {name}", $"{name}={value}");
        foreach (ActivityEvent happened in activity.Events)
            _hunt.Walk(where, $"{happened.Name} {string.Join(' ', happened.Tags)}");
    }

    private void Look(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Instruments.Add(instrument.Name);
        _hunt.Walk("instrument", $"{instrument.Name} {instrument.Description} {instrument.Unit}");
        foreach ((string name, object? value) in tags)
            _hunt.Walk($"instrument {instrument.Name}", $"{name}={value}");
    }
}

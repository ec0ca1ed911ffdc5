using System.Diagnostics.Metrics;
using System.Globalization;

namespace Lobstr.Reactive.Tests;

/// <summary>What a listener to the meter of the library hears.</summary>
public sealed class MeterRecord : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Measurement> _measurements = [];
    private readonly Action? _onMeasurement;

    public MeterRecord(Action? onMeasurement = null)
    {
        _onMeasurement = onMeasurement;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Lobstr.Reactive")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>The values of one instrument with these tags, such as <c>family=tasks outcome=success</c>.</summary>
    public IReadOnlyList<double> Of(string instrument, string tags) =>
        [.. _measurements.Where(each => each.Instrument == instrument && each.Tags == tags).Select(each => each.Value)];

    /// <summary>All that was measured with one instrument, added up by tags.</summary>
    public string Totals(string instrument) => string.Join("; ", _measurements
        .Where(each => each.Instrument == instrument)
        .GroupBy(each => each.Tags)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key}: {group.Sum(each => each.Value).ToString(CultureInfo.InvariantCulture)}"));

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _measurements.Add(new(instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        _onMeasurement?.Invoke();
    }

    /// <summary>One measurement.</summary>
    public sealed record Measurement(string Instrument, double Value, string Tags);
}

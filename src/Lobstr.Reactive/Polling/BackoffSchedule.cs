using System.Globalization;

namespace Lobstr.Reactive;

/// <summary>Slower and slower while nothing changes.</summary>
internal sealed class BackoffSchedule(TimeSpan first, double factor, TimeSpan max) : PollSchedule
{
    private readonly TimeSpan _first = first;
    private readonly double _factor = factor;
    private readonly TimeSpan _max = max;

    internal override TimeSpan Expected => _first;

    public override TimeSpan Next(PollContext context)
    {
        if (context.Changed || context.PreviousDelay <= TimeSpan.Zero)
            return _first;
        double grown = context.PreviousDelay.Ticks * _factor;
        return grown < _max.Ticks ? TimeSpan.FromTicks((long)Math.Round(grown)) : _max;
    }

    public override bool Equals(object? obj) =>
        obj is BackoffSchedule other && other._first == _first && other._factor.Equals(_factor) && other._max == _max;

    public override int GetHashCode() => HashCode.Combine(_first, _factor, _max);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"from {_first:c} times {_factor} up to {_max:c}, anew on a changed status");
}

namespace Lobstr.Reactive;

/// <summary>The same delay every time.</summary>
internal sealed class FixedSchedule(TimeSpan interval) : PollSchedule
{
    private readonly TimeSpan _interval = interval;

    internal override TimeSpan Expected => _interval;

    public override TimeSpan Next(PollContext context) => _interval;

    public override bool Equals(object? obj) => obj is FixedSchedule other && other._interval == _interval;

    public override int GetHashCode() => _interval.GetHashCode();

    public override string ToString() => $"every {_interval:c}";
}

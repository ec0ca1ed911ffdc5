namespace Lobstr.Reactive;

/// <summary>A delay of the user's making.</summary>
internal sealed class CustomSchedule(Func<PollContext, TimeSpan> next) : PollSchedule
{
    private readonly Func<PollContext, TimeSpan> _next = next;

    internal override bool IsUserDefined => true;

    public override TimeSpan Next(PollContext context) => _next(context);

    public override bool Equals(object? obj) => obj is CustomSchedule other && other._next == _next;

    public override int GetHashCode() => _next.GetHashCode();

    public override string ToString() => $"as {_next.Method.DeclaringType?.Name}.{_next.Method.Name} says";
}

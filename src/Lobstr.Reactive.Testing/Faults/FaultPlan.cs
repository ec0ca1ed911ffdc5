using System.Reactive.Disposables;

namespace Lobstr.Reactive.Testing;

/// <summary>When something goes wrong, and what.</summary>
/// <remarks>
/// A fault befalls a request when it arrives at the service. If several befall one, delays add up, headers are all set, and
/// of those that end it the first that was planned wins. A fault takes the place of every answer of the service, 401 and 429
/// too. Instants are since the simulator was made. Thread-safe. Disposing what a method returns takes its fault off the plan.
/// </remarks>
public sealed class FaultPlan
{
    private readonly SimulatorClock _clock;
    private readonly Lock _lock = new();
    private FaultRule[] _rules = [];

    internal FaultPlan(SimulatorClock clock) => _clock = clock;

    /// <summary>Every request from now on.</summary>
    /// <param name="fault">What happens.</param>
    /// <param name="where">Which requests it can happen to; default: all.</param>
    /// <returns>Takes the fault off the plan when disposed.</returns>
    public IDisposable Always(Fault fault, Func<SimulatedRequest, bool>? where = null) => Add(new FaultRule(Checked(fault), where));

    /// <summary>One request: the n-th that arrives from now on.</summary>
    /// <param name="number">Which of those that <paramref name="where"/> holds for; from 1 on.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="where">Which requests are counted; default: all.</param>
    /// <returns>Takes the fault off the plan when disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public IDisposable OnRequest(int number, Fault fault, Func<SimulatedRequest, bool>? where = null) =>
        OnRequests(number, number, fault, where);

    /// <summary>Several requests in a row: the first to the last, of those that arrive from now on.</summary>
    /// <param name="first">The first of those that <paramref name="where"/> holds for; from 1 on.</param>
    /// <param name="last">The last of them; not less than <paramref name="first"/>.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="where">Which requests are counted; default: all.</param>
    /// <returns>Takes the fault off the plan when disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public IDisposable OnRequests(int first, int last, Fault fault, Func<SimulatedRequest, bool>? where = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        return Add(new FaultRule(Checked(fault), where) { First = first, Last = last });
    }

    /// <summary>One request: the first that arrives at or after an instant.</summary>
    /// <param name="instant">The instant, since the simulator was made.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="where">Which requests it can happen to; default: all.</param>
    /// <returns>Takes the fault off the plan when disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The instant has passed.</exception>
    public IDisposable At(TimeSpan instant, Fault fault, Func<SimulatedRequest, bool>? where = null)
    {
        RequireAhead(instant, nameof(instant));
        return Add(new FaultRule(Checked(fault), where) { From = instant, Once = true });
    }

    /// <summary>Every request that arrives in an interval.</summary>
    /// <param name="from">Its beginning, since the simulator was made; included.</param>
    /// <param name="to">Its end, later than <paramref name="from"/>; not included.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="where">Which requests it can happen to; default: all.</param>
    /// <returns>Takes the fault off the plan when disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval ends before it begins, or has passed.</exception>
    public IDisposable Between(TimeSpan from, TimeSpan to, Fault fault, Func<SimulatedRequest, bool>? where = null)
    {
        if (to <= from)
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The interval would end before it begins, at {from}.");
        RequireAhead(to, nameof(to));
        return Add(new FaultRule(Checked(fault), where) { From = from, To = to });
    }

    internal FaultEffect Of(SimulatedRequest request, TimeSpan now)
    {
        FaultRule[] rules = Volatile.Read(ref _rules);
        if (rules.Length == 0) return FaultEffect.None;
        var effect = new FaultEffect();
        foreach (FaultRule rule in rules) rule.AddTo(request, now, effect);
        return effect;
    }

    private static Fault Checked(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault;
    }

    private void RequireAhead(TimeSpan instant, string name)
    {
        if (instant < _clock.Elapsed)
            throw new ArgumentOutOfRangeException(
                name, instant, $"The simulator is already at {_clock.Elapsed}. Plan faults before the clock gets there.");
    }

    private IDisposable Add(FaultRule rule)
    {
        Change(rules => [.. rules, rule]);
        return Disposable.Create(() => Change(rules => [.. rules.Where(other => other != rule)]));
    }

    // Whoever goes through the rules keeps the array that it has.
    private void Change(Func<FaultRule[], FaultRule[]> change)
    {
        lock (_lock) Volatile.Write(ref _rules, change(_rules));
    }
}

namespace Lobstr.Reactive;

/// <summary>
/// The one way into the state of a queue for all but its <see cref="EffectDrain"/>, which has the lock. Whoever enters has read the clock before and holds the lock then; at the end of the turn
/// the next step is chosen under the same hold, the lock is given back, and the step is executed.
/// </summary>
internal ref struct QueueTurn
{
    private readonly EffectDrain _drain;

    /// <summary>Made by <see cref="EffectDrain.Enter"/>, which has taken the lock.</summary>
    public QueueTurn(EffectDrain drain, TimeSpan now, TurnEnd end)
    {
        _drain = drain;
        Now = now;
        End = end;
    }

    /// <summary>The instant that it is, in this turn.</summary>
    public TimeSpan Now { get; }

    /// <summary>What is done at the end.</summary>
    public TurnEnd End { get; set; }

    /// <summary>Ends the turn. Called once.</summary>
    public readonly void Dispose() => _drain.EndTurn(End, Now);
}

namespace Lobstr.Reactive;

/// <summary>Goes through the ages of a <see cref="LifeTable"/> from one instant of a life to another.</summary>
/// <param name="from">The first instant.</param>
/// <param name="to">The second one.</param>
/// <param name="youth">Where the first age ends, in seconds; each further one is twice as long as all before it.</param>
internal struct AgeSpan(TimeSpan from, TimeSpan to, double youth)
{
    private double _at = from.TotalSeconds;
    private double _end;

    /// <summary>The age.</summary>
    public int Age { get; private set; } = -1;

    /// <summary>How much of it lies in between, in seconds.</summary>
    public double Length { get; private set; }

    public bool MoveNext()
    {
        if (Age < 0)
        {
            Age = LifeTable.AgeOf(from);
            _end = youth * Math.Pow(2, Age);
        }
        else
        {
            _at = _end;
            _end *= 2;
            Age++;
        }
        if (_at >= to.TotalSeconds)
            return false;
        if (Age >= LifeTable.Ages - 1)
            _end = double.MaxValue;
        Length = Math.Min(_end, to.TotalSeconds) - _at;
        return true;
    }
}

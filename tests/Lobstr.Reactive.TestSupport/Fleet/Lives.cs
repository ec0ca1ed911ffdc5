namespace Lobstr.Reactive.TestSupport;

/// <summary>How long uploads live.</summary>
public sealed class Lives
{
    private readonly string _name;
    private readonly Func<Random, double> _draw;

    private Lives(string name, Func<Random, double> draw) => (_name, _draw) = (name, draw);

    /// <summary>60 s on average, whatever their age: no order of polls is better than another.</summary>
    public static Lives Exponential { get; } = new("exponential", random => -60 * Math.Log(1 - random.NextDouble()));

    /// <summary>Half of them less than 20 s, some of them very long: lognormal, sigma 1.5.</summary>
    public static Lives HeavyTailed { get; } = new("heavy-tailed", random => 20 * Math.Exp(1.5 * Normal(random)));

    /// <summary>5 s to 115 s, evenly spread.</summary>
    public static Lives Uniform { get; } = new("uniform", random => 5 + (110 * random.NextDouble()));

    /// <summary>15 s at the least, and a tail that is longer still (Pareto, 1.5).</summary>
    public static Lives Pareto { get; } = new("Pareto", random => 15 * Math.Pow(1 - random.NextDouble(), -1 / 1.5));

    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, Lives> ByName { get; } =
        new[] { Exponential, HeavyTailed, Uniform, Pareto }.ToDictionary(lives => lives._name);

    /// <summary>One life, of ten hours at the most.</summary>
    public TimeSpan Draw(Random random) => TimeSpan.FromSeconds(Math.Min(_draw(random), 36_000));

    public override string ToString() => _name;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

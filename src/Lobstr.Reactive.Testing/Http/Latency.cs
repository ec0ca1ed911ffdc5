namespace Lobstr.Reactive.Testing;

/// <summary>How long a request and its answer travel together, on the simulator's scheduler.</summary>
public sealed class Latency
{
    private readonly Func<SimulatedRequest, TimeSpan> _of;
    private readonly string _name;

    private Latency(Func<SimulatedRequest, TimeSpan> of, string name)
    {
        _of = of;
        _name = name;
    }

    /// <summary>No time at all: an answer is there when the request has been sent.</summary>
    public static Latency None { get; } = Constant(TimeSpan.Zero);

    /// <summary>Always the same.</summary>
    /// <param name="latency">There and back; zero or more.</param>
    /// <returns>The latency.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static Latency Constant(TimeSpan latency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        return new Latency(_ => latency, $"{latency}");
    }

    /// <summary>Evenly distributed, and the same series for the same seed.</summary>
    /// <param name="min">The shortest; zero or more.</param>
    /// <param name="max">The longest; not less than <paramref name="min"/>.</param>
    /// <param name="seed">The seed of the series.</param>
    /// <returns>The latency. Each simulator that uses it draws from the one series.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Latency Between(TimeSpan min, TimeSpan max, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        var random = new Random(seed);
        return new Latency(
            _ =>
            {
                lock (random) return TimeSpan.FromTicks(min.Ticks + (long)((max - min).Ticks * random.NextDouble()));
            },
            $"{min} to {max}, seed {seed}");
    }

    /// <summary>Whatever a function says.</summary>
    /// <param name="latency">
    /// Called once a request, when it is sent; zero or more. On a simulator with real threads it is called from several at once.
    /// </param>
    /// <returns>The latency.</returns>
    public static Latency Create(Func<SimulatedRequest, TimeSpan> latency)
    {
        ArgumentNullException.ThrowIfNull(latency);
        return new Latency(latency, "by a function");
    }

    /// <summary>Says how long.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => _name;

    internal TimeSpan Of(SimulatedRequest request) => _of(request) is var latency && latency >= TimeSpan.Zero
        ? latency
        : throw new InvalidOperationException($"The latency of {request.Method} {request.Path} is negative: {latency}.");
}

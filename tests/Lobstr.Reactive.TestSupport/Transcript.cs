using System.Globalization;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// What happened and when, in virtual seconds since the transcript began, exact at the millisecond: a test scheduler spends
/// a tick on each piece of work, and nobody should have to count those.
/// </summary>
public sealed class Transcript(IScheduler scheduler)
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly DateTimeOffset _start = scheduler.Now;

    /// <summary>One line an event: the seconds, two spaces, what happened.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Seconds since the transcript began.</summary>
    public double Seconds => Math.Round((scheduler.Now - _start).TotalSeconds, 3);

    public void Add(string what)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{Seconds}  {what}");
        lock (_gate)
            _lines.Add(line);
    }

    /// <summary>The lines that hold a word, such as all the polls.</summary>
    public IEnumerable<string> Of(string word) => Lines.Where(line => line.Contains(word, StringComparison.Ordinal));

    /// <summary>The instants, in seconds, at which something happened.</summary>
    public IReadOnlyList<double> InstantsOf(string word) =>
        [.. Of(word).Select(line => double.Parse(line.Split("  ")[0], CultureInfo.InvariantCulture))];

    public override string ToString() => string.Join('\n', Lines);
}

using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>What happened on a virtual clock, exact to the tick.</summary>
public sealed class Journal(IScheduler scheduler)
{
    private readonly DateTimeOffset _start = scheduler.Now;
    private readonly List<string> _lines = [];

    public void Add(string what) => _lines.Add(Expected.Line(scheduler.Now - _start, what));

    public override string ToString() => string.Join('\n', _lines);
}

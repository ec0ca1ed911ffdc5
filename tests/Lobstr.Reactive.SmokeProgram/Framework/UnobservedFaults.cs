using System.Collections.Concurrent;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>The faults of tasks that nobody has looked at, from now on.</summary>
internal sealed class UnobservedFaults
{
    private readonly ConcurrentQueue<string> _faults = new();

    public UnobservedFaults() => TaskScheduler.UnobservedTaskException += (_, fault) => _faults.Enqueue(fault.Exception.ToString());

    public void Check(Checklist checks)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        checks.Equal("", string.Join("; ", _faults), "faults that nobody has looked at");
    }
}

using System.Runtime.CompilerServices;

namespace Lobstr.Reactive.TestSupport;

/// <summary>Listens for task exceptions that nobody looks at.</summary>
public sealed class UnobservedFaults : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Exception> _faults = [];

    public UnobservedFaults() => TaskScheduler.UnobservedTaskException += Note;

    /// <summary>
    /// Runs something in a stack frame of its own, so that none of its tasks stays alive, has the garbage collected, and says
    /// whether a fault of this message was left unobserved.
    /// </summary>
    public bool AreLeftBy(Action action, string message)
    {
        RunApart(action);
        return Find().Any(fault => fault.Message == message);
    }

    /// <summary>Has the garbage collected, and says what was left unobserved by whatever is garbage.</summary>
    public IReadOnlyList<Exception> Find()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        lock (_gate)
            return [.. _faults];
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Note;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunApart(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        action();
    }

    private void Note(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        lock (_gate)
            _faults.AddRange(e.Exception.Flatten().InnerExceptions);
        e.SetObserved();
    }
}

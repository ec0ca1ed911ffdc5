using System.Runtime.InteropServices;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>How often somebody has pressed Ctrl+C: each time is a token of its own.</summary>
internal sealed class Interruptions : IDisposable
{
    private readonly CancellationTokenSource[] _sources = [new(), new(), new()];
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _count;

    /// <summary>Cancelled by the first.</summary>
    public CancellationToken First => _sources[0].Token;

    /// <summary>Cancelled by the second.</summary>
    public CancellationToken Second => _sources[1].Token;

    /// <summary>Cancelled by the third.</summary>
    public CancellationToken Third => _sources[2].Token;

    /// <summary>Those of this process: SIGINT, which is Ctrl+C, and SIGTERM.</summary>
    public static Interruptions OfProcess()
    {
        var interruptions = new Interruptions();
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            interruptions._registrations.Add(PosixSignalRegistration.Create(signal, interruptions.OnSignal));
        return interruptions;
    }

    /// <summary>Somebody presses Ctrl+C. Those after the third are of no account.</summary>
    public void Interrupt()
    {
        int index = Interlocked.Increment(ref _count) - 1;
        if (index < _sources.Length)
            _sources[index].Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        foreach (CancellationTokenSource source in _sources)
            source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // Not at once: the program says first what goes on without it.
        context.Cancel = true;
        Interrupt();
    }
}

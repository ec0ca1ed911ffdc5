namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// A synchronization context that loses what is posted to it: a continuation that goes astray to the current context, as
/// test runners and user interfaces install one, is never seen again and counted here.
/// </summary>
public sealed class HostileSynchronizationContext : SynchronizationContext
{
    private int _posts;

    /// <summary>How much was lost.</summary>
    public int Posts => Volatile.Read(ref _posts);

    public override void Post(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posts);

    public override void Send(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posts);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs something with this context current.</summary>
    public void Run(Action action) => RunIn(this, action);

    /// <summary>Runs something with no context current, as a scheduler's own thread would.</summary>
    public static void RunWithNone(Action action) => RunIn(null, action);

    private static void RunIn(SynchronizationContext? context, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        SynchronizationContext? before = Current;
        SetSynchronizationContext(context);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}

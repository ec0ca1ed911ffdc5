namespace Lobstr.Reactive.Testing;

/// <summary>Completes tasks so that their continuations run here and now.</summary>
/// <remarks>
/// The runtime posts a continuation to the thread pool, and virtual time is lost to it, where a synchronization context or
/// a task scheduler of somebody's own is current. Test runners install both.
/// </remarks>
internal static class Inline
{
    public static void Run<TState>(Action<TState> complete, TState state)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            if (TaskScheduler.Current == TaskScheduler.Default) complete(state);
            else new Task(() => complete(state)).RunSynchronously(TaskScheduler.Default);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}

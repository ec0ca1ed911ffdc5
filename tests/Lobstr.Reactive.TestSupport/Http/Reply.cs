using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>One answer of a script: what, after which latency, and whether a cancellation stops it.</summary>
/// <typeparam name="T">What is asked for.</typeparam>
/// <param name="Make">Makes the answer, or throws the fault.</param>
/// <param name="Latency">Virtual time to the answer; zero answers at once, null never.</param>
public sealed record Reply<T>(Func<T> Make, TimeSpan? Latency)
{
    /// <summary>Whether the cancellation is noted but not obeyed.</summary>
    public bool IsStubborn { get; init; }

    /// <summary>Whether the fault leaves the call itself, not its task.</summary>
    public bool ThrowsAtOnce { get; init; }

    /// <summary>Whether the task completes under whatever synchronization context is current.</summary>
    public bool KeepsContext { get; init; }

    public Task<T> Give(IScheduler scheduler, Action onCancelled, Action onEnded, CancellationToken cancellationToken)
    {
        if (ThrowsAtOnce || Latency == TimeSpan.Zero)
        {
            onEnded();
            return ThrowsAtOnce ? Task.FromResult(Make()) : Attempt();
        }

        TaskCompletionSource<T> source = new();
        CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            onCancelled();
            if (!IsStubborn && source.TrySetCanceled(cancellationToken))
                onEnded();
        });
        if (Latency is { } latency)
            scheduler.Schedule(latency, () => Complete(source, registration, onEnded));
        return source.Task;
    }

    private void Complete(TaskCompletionSource<T> source, CancellationTokenRegistration registration, Action onEnded)
    {
        if (source.Task.IsCompleted)
            return;
        registration.Dispose();
        onEnded();
        Task<T> answer = Attempt();
        if (KeepsContext)
            source.SetFromTask(answer);
        else
            HostileSynchronizationContext.RunWithNone(() => source.SetFromTask(answer));
    }

    private Task<T> Attempt()
    {
        try
        {
            return Task.FromResult(Make());
        }
#pragma warning disable CA1031 // The fault is the answer, whatever it is.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return fault is OperationCanceledException { CancellationToken.IsCancellationRequested: true } cancelled
                ? Task.FromCanceled<T>(cancelled.CancellationToken)
                : Task.FromException<T>(fault);
        }
    }
}

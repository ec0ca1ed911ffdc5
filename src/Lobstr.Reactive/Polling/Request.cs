namespace Lobstr.Reactive;

/// <summary>
/// Something to send to the service: again and again (<see cref="Poll{T}"/>) or once (<see cref="Call{T}"/>). Unless said
/// otherwise everything is called in a turn of the queue.
/// </summary>
internal abstract class Request : IHeapItem
{
    private HeapSlot _slot;

    public ref HeapSlot Slot => ref _slot;

    public abstract RequestQueue Queue { get; }

    public abstract RequestFamily Family { get; }

    public RequestPhase Phase { get; set; }

    /// <summary>Whether a watch waits for its first answer. Changes only while idle.</summary>
    public bool IsFirst { get; set; }

    /// <summary>Whether somebody waits for the answer. Changes only while idle.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>Whether it sends a file, which may take as long as it likes.</summary>
    public virtual bool IsFile => false;

    /// <summary>The lane in which it is lined up while it is due, see <see cref="RequestLanes"/>.</summary>
    public byte Lane { get; set; }

    /// <summary>How often it will be sent, see <see cref="RequestFamily.RateOf"/>.</summary>
    public int Rate { get; set; }

    /// <summary>What is in flight; null if it is not.</summary>
    public InFlightRequest? InFlight { get; set; }

    /// <summary>The upload or run that it is about; null if there is none.</summary>
    public abstract string? Id { get; }

    /// <summary>How long it may be in flight, or go on without progress; null: as long as it likes.</summary>
    public abstract TimeSpan? Timeout { get; }

    /// <summary>When it last made progress in flight, if that can be seen.</summary>
    public virtual TimeSpan ActiveAt => TimeSpan.Zero;

    /// <summary>How old what it is about is at an instant, as far as is known.</summary>
    public virtual TimeSpan AgeAt(TimeSpan now) => TimeSpan.Zero;

    /// <summary>The request is about to leave. Called without a turn: nobody may wait for it any more.</summary>
    public virtual void Sent(ISentRequest request) => InFlight?.OnSent(request);

    /// <summary>Sends it. Called without a turn. May throw or return null if a user's function does.</summary>
    public abstract Task? Send(CancellationToken cancellationToken);

    /// <summary>Its task has ended. Called without a turn, on any thread.</summary>
    public abstract void OnEnded(InFlightRequest inFlight, Task task);

    /// <summary>It took too long and has been abandoned.</summary>
    public abstract void OnTimeout(TimeoutException fault, TimeSpan sentAt, TimeSpan now);

    /// <summary>The scheduler has refused what it waited for: whoever waits for its answer ends with that error.</summary>
    public abstract void OnSchedulerRefused(Exception error);

    /// <summary>The service asks its family to wait for too long: whoever waits for the budget ends with that error.</summary>
    public abstract void OnPauseTooLong(LobstrRateLimitException error);

    /// <summary>The queue has been closed.</summary>
    public abstract void OnClosed(TimeSpan now);
}

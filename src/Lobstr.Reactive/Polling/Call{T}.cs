namespace Lobstr.Reactive;

/// <summary>One request for a Task: waits for the budget, is sent once, is retried never.</summary>
/// <param name="queue">Decides when.</param>
/// <param name="family">Whose budget.</param>
/// <param name="id">What it is about, where there are polls about the same: a good answer is theirs too.</param>
/// <param name="timeout">How long the sending may take.</param>
/// <param name="send">Sends it.</param>
internal sealed class Call<T>(
    RequestQueue queue, RequestFamily family, string? id, TimeSpan timeout, Func<CancellationToken, Task<Answer<T>>> send)
    : Request(queue, family), INotified
    where T : class
{
    private readonly TaskCompletionSource<T> _result = new();
    private CancellationTokenRegistration _registration;
    private Answer<T>? _answer;

    public override TimeSpan? Timeout => timeout;

    /// <summary>Lines up. Called without the gate, once.</summary>
    public Task<T> Start(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        _registration = cancellationToken.UnsafeRegister(static (call, token) => ((Call<T>)call!).Cancel(token), this);
        lock (Queue.Gate)
        {
            if (Queue.IsClosed)
                return Task.FromException<T>(Faults.Disposed());
            if (_answer is null)
            {
                Queue.Count(1);
                Family.Calls.Add(this);
                Family.SetRate(this, Family.RateOf(Family.Budget.Window));
                Family.Add(this, Queue.Clock.Elapsed);
            }
        }
        Queue.Continue();
        return _result.Task;
    }

    public override Task? Send(CancellationToken cancellationToken) => send(cancellationToken);

    public override void OnEnded(Flight flight, Task task)
    {
        Answer<T> answer = task.IsCompletedSuccessfully
            ? ((Task<Answer<T>>)task).Result
            : Answer<T>.Failed(Faults.Of(task));
        lock (Queue.Gate)
        {
            TimeSpan now = Queue.Clock.Elapsed;
            if (!Queue.TryLand(flight, answer, now))
                return;
            if (answer.Value is { } value && id is not null && Family.Polls.TryGetValue(id, out Request? request))
                (request as Poll<T>)?.Share(value, answer.RetryAfter, now);
            Settle(answer);
        }
        Queue.Continue();
    }

    public override void OnTimeout(TimeSpan after, TimeSpan now) =>
        Settle(Answer<T>.Failed(Faults.Timeout(id, after)));

    public override void OnClosed(TimeSpan now)
    {
        if (Phase is RequestPhase.UnderWay)
            Queue.CancelSoon(Queue.Abandon(this, now));
        Settle(Answer<T>.Failed(Faults.Disposed()));
    }

    public void Notify()
    {
        _registration.Dispose();
        if (_answer is { Fault: { } fault })
            _result.TrySetException(fault);
        else
            _result.TrySetResult(_answer!.Value.Value!);
    }

    private void Settle(in Answer<T> answer)
    {
        _answer = answer;
        Leave();
        Queue.Tell(this);
    }

    private void Cancel(CancellationToken token)
    {
        CancellationTokenSource? cancellation = null;
        lock (Queue.Gate)
        {
            if (_answer is not null)
                return;
            _answer = new Answer<T>();
            if (Phase is RequestPhase.UnderWay)
                cancellation = Queue.Abandon(this, Queue.Clock.Elapsed);
            if (Family.Calls.Contains(this))
                Leave();
        }
        if (cancellation is not null)
            RequestQueue.Cancel(cancellation);
        _result.TrySetCanceled(token);
        Queue.Continue();
    }

    private void Leave()
    {
        if (Phase is RequestPhase.Due)
            Family.Remove(this);
        Family.SetRate(this, 0);
        Family.Calls.Remove(this);
        Queue.Count(-1);
    }
}

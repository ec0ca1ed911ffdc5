namespace Lobstr.Reactive;

/// <summary>
/// The permits that a family gets from a shared budget, one at a time: None, Asking, then Granted or Waiting, and round again. If the budget is out of
/// reach, the family goes on within a part of its cap, and asks now and then. Unless said otherwise everything is called in a turn of the queue.
/// </summary>
/// <param name="shared">Where the permits come from.</param>
/// <param name="member">Who asks.</param>
/// <param name="queue">Whose family.</param>
/// <param name="family">Which one.</param>
/// <param name="timeout">How long a request that is no file may be in flight.</param>
/// <param name="closing">Cancelled when the client is disposed.</param>
internal sealed class SharedPermits(
    ISharedBudget shared, SharedBudgetMember member, RequestQueue queue, RequestFamily family, TimeSpan timeout, CancellationToken closing)
{
    /// <summary>How much later than its deadline a last poll may be sent, if that is how long its permit takes.</summary>
    public static readonly TimeSpan LastPollGrace = TimeSpan.FromSeconds(1);

    // A server that takes longer is out of reach; then it is tried after 1 s, 2 s, 4 s and so on.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly double _fallbackShare = shared.FallbackShare;

    // What has been sent without a permit, within a window.
    private readonly Queue<TimeSpan> _alone = new();

    private PermitPhase _phase;
    private int _asked;
    private int _told;
    private string? _permit;
    private int _failures;
    private int _clients = 1;
    private string? _epoch;

    // When the budget was last heard of, or something was last sent without it: what it remembers matters until a window later.
    private TimeSpan _epochUsedAt;

    // Waiting, or out of reach: when to ask again. Asking: when that has taken too long.
    private TimeSpan _next;
    private TimeSpan _pausedUntil;
    private string? _pauseReason;

    /// <summary>Whether the shared budget is out of reach.</summary>
    public bool IsLost { get; private set; }

    /// <summary>When an answer has taken too long; never if none is awaited.</summary>
    public TimeSpan Overdue => _phase is PermitPhase.Asking ? _next : Clock.Never;

    /// <summary>Until when nobody sends, and why; without a reason if there is no pause.</summary>
    public (TimeSpan End, string? Reason) PauseAt(TimeSpan now) => !IsLost && _pausedUntil > now ? (_pausedUntil, _pauseReason) : default;

    /// <summary>When the family has something to do.</summary>
    /// <param name="local">When it would send if it had a permit; never while nothing is due.</param>
    public TimeSpan NextStep(TimeSpan local) => _phase switch
    {
        _ when IsLost => _phase is PermitPhase.Asking || local == Clock.Never ? local : Clock.Min(local, _next),
        PermitPhase.Asking => Clock.Never,
        PermitPhase.Waiting => local == Clock.Never ? _next : Clock.Max(local, _next),
        // It is sent, or given back.
        PermitPhase.Granted => TimeSpan.Zero,
        _ => local,
    };

    /// <summary>What is done before a request is sent: a permit is asked for, or given back for nothing is due any more.</summary>
    /// <returns>Whether there is such a thing; else the request is sent.</returns>
    public bool TryTakeStep(TimeSpan local, TimeSpan now, out Effect effect)
    {
        effect = default;
        bool canSend = local <= now;
        if (IsLost ? canSend && (_phase is PermitPhase.Asking || now < _next) : canSend && _phase is PermitPhase.Granted)
            return false;
        effect = _phase switch
        {
            PermitPhase.Granted => GiveBack(_permit),
            PermitPhase.Waiting when local == Clock.Never => GiveBack(permit: null),
            _ => Ask(now),
        };
        return true;
    }

    /// <summary>A request is sent.</summary>
    /// <returns>Its permit; null if it has none, for the shared budget is out of reach.</returns>
    public string? Take(TimeSpan now)
    {
        if (_phase is not PermitPhase.Granted)
        {
            _alone.Enqueue(now);
            _epochUsedAt = now;
            return null;
        }
        _phase = PermitPhase.None;
        return _permit;
    }

    /// <summary>A request that had a permit has ended.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="limit">What the headers of the answer say.</param>
    /// <param name="pause">How long the service asks everybody to wait after a 429.</param>
    public void Return(string permit, SharedPermitOutcome outcome, RateLimit limit = default, TimeSpan? pause = null) =>
        queue.Effects.Share(Release(new()
        {
            Member = member,
            Id = permit,
            Outcome = outcome,
            Pause = pause,
            Remaining = limit.IsKnown ? limit.Remaining : null,
            Reset = limit.Window,
            ResetIn = limit.ResetIn,
        }));

    /// <summary>An answer that has taken too long is not waited for.</summary>
    public void FireOverdue(TimeSpan now)
    {
        if (now < Overdue)
            return;
        _told = _asked;
        Lose(new TimeoutException($"The shared budget did not answer within {LongestCall.TotalSeconds} s."), now);
    }

    /// <summary>Whether a permit may come by an instant.</summary>
    public bool MayComeBy(TimeSpan instant) =>
        !IsLost && (_phase is PermitPhase.Asking or PermitPhase.Granted || (_phase is PermitPhase.Waiting && _next <= instant));

    /// <summary>The client is disposed: nothing is sent any more.</summary>
    public void Close()
    {
        if (_phase is PermitPhase.Granted or PermitPhase.Waiting)
            queue.Effects.Share(GiveBackLater(_phase is PermitPhase.Granted ? _permit : null));
        _phase = PermitPhase.None;
    }

    private Effect Ask(TimeSpan now)
    {
        _phase = PermitPhase.Asking;
        _next = Clock.AddSaturating(now, LongestCall);
        while (_alone.TryPeek(out TimeSpan sent) && sent + member.Window < now)
            _alone.Dequeue();
        SharedPermitRequest request = family.Ask(member, now);
        request = request with
        {
            Timeout = request.IsFile ? null : timeout,
            SentWithoutPermit = _alone.Count,
            Epoch = _epochUsedAt + member.Window >= now ? _epoch : null,
        };
        int number = ++_asked;
        return Effect.Share(() => Acquire(request, number));
    }

    private Effect GiveBack(string? permit)
    {
        _phase = PermitPhase.None;
        return Effect.Share(GiveBackLater(permit));
    }

    private Action GiveBackLater(string? permit) => Release(new() { Member = member, Id = permit });

    private Action Release(SharedPermitRelease release) => () =>
    {
        try
        {
            ValueTask released = shared.ReleaseAsync(release, CancellationToken.None);
            if (!released.IsCompletedSuccessfully)
                Observe(released.AsTask());
        }
        catch (Exception)
        {
            // It comes back when its lease ends, and whoever asks next will see that the shared budget is out of reach.
        }
    };

    private static void Observe(Task task) => task.ContinueWith(
        static ended => ended.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    // Called without a turn.
    private void Acquire(SharedPermitRequest request, int number)
    {
        Task<SharedPermit> asked;
        try
        {
            ValueTask<SharedPermit> answer = shared.AcquireAsync(request, closing);
            if (answer.IsCompletedSuccessfully)
            {
                OnAnswered(answer.Result, error: null, number, request.SentWithoutPermit);
                return;
            }
            asked = answer.AsTask();
        }
        catch (Exception error)
        {
            asked = Task.FromException<SharedPermit>(error);
        }
        asked.ContinueWith(
            (ended, _) => OnAnswered(ended.IsCompletedSuccessfully ? ended.Result : default, ended.IsCompletedSuccessfully ? null : Faults.Of(ended), number, request.SentWithoutPermit),
            state: null,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    // Called without a turn, on any thread.
    private void OnAnswered(SharedPermit permit, Exception? error, int number, int reported)
    {
        using QueueTurn turn = queue.Enter();
        if (queue.IsClosed || number <= _told)
        {
            if (permit.Id is { } late)
                queue.Effects.Share(GiveBackLater(late));
            return;
        }
        _told = number;
        if (error is null && permit.Id is null && permit.RetryAfter <= TimeSpan.Zero)
            error = new InvalidOperationException($"The shared budget gave neither a permit nor a time to ask again ({permit.RetryAfter:c}).");
        if (error is null)
            Hear(permit, reported, turn.Now);
        else
            Lose(error, turn.Now);
    }

    private void Hear(SharedPermit permit, int reported, TimeSpan now)
    {
        for (; reported > 0; reported--)
            _alone.TryDequeue(out _);
        (_clients, _epoch, _epochUsedAt, _failures) = (Math.Max(1, permit.Clients), permit.Epoch, now, 0);
        _permit = permit.Id;
        _phase = permit.Id is null ? PermitPhase.Waiting : PermitPhase.Granted;
        _next = Clock.AddSaturating(now, permit.RetryAfter);
        HearOfPause(permit, now);
        queue.Effects.PublishSharing(lost: null);
        if (!IsLost)
            return;
        IsLost = false;
        family.Budget.Cap = member.Cap;
    }

    private void HearOfPause(SharedPermit permit, TimeSpan now)
    {
        bool isNews = now >= _pausedUntil && permit.PausedFor > TimeSpan.Zero && family.Budget.PausedUntil <= now;
        (_pausedUntil, _pauseReason) = (Clock.AddSaturating(now, permit.PausedFor), permit.PauseReason ?? PauseReasons.Throttled);
        family.Budget.OnOthersRefused(PauseReasons.IsRefusal(_pauseReason) ? _pausedUntil : now, now);
        if (isNews)
            queue.Effects.PublishPause(family, permit.PausedFor, _pauseReason);
    }

    private void Lose(Exception error, TimeSpan now)
    {
        _phase = PermitPhase.None;
        _failures++;
        _next = Clock.AddSaturating(now, GrowingPause.After(_failures, LongestPause));
        queue.Effects.PublishSharing(error);
        if (IsLost)
            return;
        IsLost = true;
        // Their pause is not kept by whoever goes on alone.
        family.Budget.OnOthersRefused(now, now);
        // Without a cap there is nothing to divide: each follows the headers by itself.
        if (member.Cap is { } cap)
            family.Budget.Cap = (int)Math.Max(1, cap * Math.Min(1.0 / _clients, _fallbackShare));
    }
}

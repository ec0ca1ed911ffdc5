using System.Reactive.Concurrency;

namespace Lobstr.Reactive;

/// <summary>
/// A budget that several clients of one process share: all clients whose options have this object and the same API key are one client to the service.
/// The reference for those that machines share, and the one for tests in virtual time.
/// </summary>
/// <remarks>Thread-safe; calls complete at once. Nothing need be disposed of.</remarks>
public sealed class InMemorySharedBudget : ISharedBudget
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Account, string Family), SharedWindow> _windows = [];
    private readonly Dictionary<string, RecentClients> _clients = new(StringComparer.Ordinal);
    private readonly double _fallbackShare = 0.25;
    private Clock? _clock;

    /// <summary>A budget on the clock of a scheduler.</summary>
    /// <param name="scheduler">
    /// Whose clock counts: the one of the clients. Default: that of the first client which is made with this budget;
    /// <see cref="DefaultScheduler.Instance"/> if it is asked before there is one.
    /// </param>
    public InMemorySharedBudget(IScheduler? scheduler = null) => _clock = scheduler is null ? null : new Clock(scheduler);

    private TimeSpan Now
    {
        get
        {
            KeepTimeOf(DefaultScheduler.Instance);
            return _clock!.Elapsed;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Default 0.25. This budget is never out of reach.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is not more than 0, or more than 1.</exception>
    public double FallbackShare
    {
        get => _fallbackShare;
        init => _fallbackShare = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(FallbackShare)} must be more than 0 and at most 1.");
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    public ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan now = Now;
        lock (_lock)
        {
            int clients = ClientsOf(request.Member.Account).Add(request.Member.Client, now);
            return new(WindowOf(request.Member).Acquire(request, now) with { Clients = clients });
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="release"/> is null.</exception>
    public ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        TimeSpan now = Now;
        lock (_lock)
            WindowOf(release.Member).Release(release, now);
        return default;
    }

    /// <summary>A client is made with this budget: its clock counts, if none does yet.</summary>
    internal void KeepTimeOf(IScheduler scheduler)
    {
        if (_clock is null)
            Interlocked.CompareExchange(ref _clock, new Clock(scheduler), null);
    }

    private SharedWindow WindowOf(SharedBudgetMember member)
    {
        if (!_windows.TryGetValue((member.Account, member.Family), out SharedWindow? window))
            _windows[(member.Account, member.Family)] = window = new SharedWindow(member);
        return window;
    }

    private RecentClients ClientsOf(string account)
    {
        if (!_clients.TryGetValue(account, out RecentClients? clients))
            _clients[account] = clients = new RecentClients();
        return clients;
    }
}

using System.Globalization;

namespace Lobstr.Reactive.Testing;

/// <summary>The accounts of platforms, in the order in which their cookies came, and how far these are.</summary>
internal sealed class PlatformAccountStore(SimulatorClock clock)
{
    /// <summary>How long cookies take to be tried.</summary>
    public static readonly TimeSpan SyncTime = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<PlatformAccount> _accounts = [];
    private readonly Dictionary<string, (string Account, TimeSpan SentAt)> _syncs = new(StringComparer.Ordinal);
    private long _ids;

    /// <summary>Those whose first cookies have been tried.</summary>
    public IReadOnlyList<PlatformAccount> Known
    {
        get
        {
            TimeSpan now = clock.Elapsed;
            lock (_gate) return [.. _accounts.Where(account => account.CreatedAt + SyncTime <= now)];
        }
    }

    public PlatformAccount? Find(string id) => Known.FirstOrDefault(account => account.Id == id);

    /// <summary>Takes the cookies of a new account.</summary>
    /// <returns>The id of their synchronization.</returns>
    public string Add(PlatformType type)
    {
        lock (_gate)
        {
            int number = _accounts.Count + 1;
            string id = Ids.Of(string.Create(CultureInfo.InvariantCulture, $"account {++_ids} of {type.Name}"));
            _accounts.Add(new PlatformAccount(id, string.Create(CultureInfo.InvariantCulture, $"simulated{number}"), type, clock.Elapsed));
            return Sync(id);
        }
    }

    /// <summary>Takes new cookies of an account that there is.</summary>
    /// <returns>The id of their synchronization; null if there is no such account.</returns>
    public string? Refresh(string id)
    {
        lock (_gate) return TryChange(id, account => account with { SentAt = clock.Elapsed }) is null ? null : Sync(id);
    }

    public PlatformAccount? SetLimits(string id, string limits)
    {
        lock (_gate) return TryChange(id, account => account with { Limits = limits, UpdatedAt = clock.Elapsed });
    }

    public bool Remove(string id)
    {
        lock (_gate) return _accounts.RemoveAll(account => account.Id == id) > 0;
    }

    /// <summary>Whose cookies are being tried, and whether that is over; null if nobody's are.</summary>
    public (string Account, bool IsOver)? FindSync(string id)
    {
        lock (_gate) return _syncs.TryGetValue(id, out (string Account, TimeSpan SentAt) sync) ? (sync.Account, clock.Elapsed - sync.SentAt >= SyncTime) : null;
    }

    private string Sync(string account)
    {
        string id = Ids.Of(string.Create(CultureInfo.InvariantCulture, $"synchronization {++_ids}"));
        _syncs[id] = (account, clock.Elapsed);
        return id;
    }

    private PlatformAccount? TryChange(string id, Func<PlatformAccount, PlatformAccount> change)
    {
        int index = _accounts.FindIndex(account => account.Id == id);
        return index < 0 ? null : _accounts[index] = change(_accounts[index]);
    }
}

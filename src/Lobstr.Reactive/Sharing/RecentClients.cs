namespace Lobstr.Reactive;

/// <summary>The clients of an account that have asked lately.</summary>
internal sealed class RecentClients
{
    // Whoever polls less often than that takes little.
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, TimeSpan> _seen = new(StringComparer.Ordinal);

    /// <summary>A client has asked.</summary>
    /// <returns>How many have, lately.</returns>
    public int Add(string client, TimeSpan now)
    {
        _seen[client] = now;
        foreach (string gone in _seen.Where(each => each.Value + Lately < now).Select(each => each.Key).ToArray())
            _seen.Remove(gone);
        return _seen.Count;
    }
}

using System.Globalization;

namespace Lobstr.Reactive.Testing;

/// <summary>The squids that the service knows, in the order in which it came to know them.</summary>
internal sealed class SquidStore
{
    private readonly Lock _gate = new();
    private readonly SimulatorClock _clock;
    private readonly LobstrSimulatorOptions _options;
    private readonly List<string> _order = [];
    private readonly Dictionary<string, SimulatedSquid> _squids = new(StringComparer.Ordinal);
    private long _ids;

    public SquidStore(SimulatorClock clock, LobstrSimulatorOptions options)
    {
        _clock = clock;
        _options = options;
        foreach ((string name, string id) in options.Squids) Keep(id, name, options.Crawlers[0], isReady: true);
    }

    public SimulatedSquid? Find(string id)
    {
        lock (_gate) return _squids.GetValueOrDefault(id);
    }

    /// <summary>What is answered about an id that there is no squid of.</summary>
    public Answer Unknown
    {
        get
        {
            if (!_options.ExplainUnknownIds) return Answers.SquidNotFound;
            lock (_gate) return Answers.UnknownSquid([.. _order]);
        }
    }

    /// <summary>The squids whose name contains a text, in any case; null: all.</summary>
    public IReadOnlyList<SimulatedSquid> Named(string? text)
    {
        lock (_gate)
        {
            return
            [
                .. _order.Select(id => _squids[id])
                    .Where(squid => text is null || squid.Name.Contains(text, StringComparison.OrdinalIgnoreCase)),
            ];
        }
    }

    /// <summary>Whether something can be done with an id; if so, its squid is known from now on.</summary>
    public bool Accepts(string id)
    {
        lock (_gate)
        {
            if (_squids.ContainsKey(id)) return true;
        }

        if (!_options.TakesUnknownSquids) return false;
        Know(id);
        return true;
    }

    /// <summary>Makes a squid known if it is not, for there is a run of it.</summary>
    public void Know(string id) => TryAdd(id, $"Squid {id}", isReady: true);

    /// <summary>Whether a list may be asked for by an id: of a squid without anything it is empty.</summary>
    public bool CanList(string id) => _options.TakesUnknownSquids || Find(id) is not null;

    public SimulatedSquid Add(string? name, SimulatedCrawler crawler, bool isReady)
    {
        lock (_gate)
        {
            string id;
            do id = Ids.Of(string.Create(CultureInfo.InvariantCulture, $"squid {++_ids}"));
            while (_squids.ContainsKey(id));
            return Keep(id, name ?? NameOf(crawler), crawler, isReady);
        }
    }

    public bool TryAdd(string id, string name, bool isReady)
    {
        lock (_gate)
        {
            if (_squids.ContainsKey(id)) return false;
            Keep(id, name, _options.Crawlers[0], isReady);
            return true;
        }
    }

    /// <summary>Changes a squid; null if there is none.</summary>
    public SimulatedSquid? Change(string id, Func<SimulatedSquid, SimulatedSquid> change)
    {
        lock (_gate) return _squids.TryGetValue(id, out SimulatedSquid? squid) ? _squids[id] = change(squid) : null;
    }

    public bool Remove(string id)
    {
        lock (_gate) return _squids.Remove(id) && _order.Remove(id);
    }

    // As the service does: the crawler's name and a number.
    private string NameOf(SimulatedCrawler crawler)
    {
        int number = 1 + _squids.Values.Count(squid => squid.Crawler.Id == crawler.Id);
        return string.Create(CultureInfo.InvariantCulture, $"{crawler.Name} ({number})");
    }

    private SimulatedSquid Keep(string id, string name, SimulatedCrawler crawler, bool isReady)
    {
        _order.Add(id);
        return _squids[id] = new SimulatedSquid(id, name, crawler, _clock.Elapsed) { IsReady = isReady };
    }
}

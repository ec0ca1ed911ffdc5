namespace Lobstr.Reactive.Testing;

/// <summary>The requests in the order in which they were sent, the oldest forgotten beyond a capacity.</summary>
internal sealed class RequestLog(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<SimulatedRequest> _kept = [];
    private long _count;

    public long Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    public SimulatedRequest Add(HttpMethod method, string path, string query, TimeSpan sentAt)
    {
        lock (_gate)
        {
            var request = new SimulatedRequest(++_count, method, path, query, sentAt);
            _kept.Enqueue(request);
            if (_kept.Count > capacity) _kept.Dequeue();
            return request;
        }
    }

    public IReadOnlyList<SimulatedRequest> Snapshot()
    {
        lock (_gate) return [.. _kept];
    }
}

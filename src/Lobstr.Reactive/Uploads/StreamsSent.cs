using System.Runtime.CompilerServices;

namespace Lobstr.Reactive;

/// <summary>The streams that a file has been read from, as long as anybody else knows them. Thread-safe.</summary>
internal sealed class StreamsSent
{
    private readonly ConditionalWeakTable<Stream, object> _streams = new();
    private readonly Lock _lock = new();

    /// <summary>Adds it, if it is not in yet.</summary>
    public bool TryAdd(Stream stream)
    {
        lock (_lock)
        {
            if (_streams.TryGetValue(stream, out _))
                return false;
            _streams.Add(stream, this);
            return true;
        }
    }

    public void Remove(Stream stream)
    {
        lock (_lock)
            _streams.Remove(stream);
    }
}

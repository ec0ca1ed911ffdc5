namespace Lobstr.Reactive.Hosting;

/// <summary>What a shutdown waits for: sendings, and calls of handlers. Thread-safe.</summary>
internal sealed class ActiveCalls
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _count;
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>Whether no further call begins.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _isClosed;
        }
    }

    /// <summary>Begins a call, unless the program is shutting down.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _count++;
            return true;
        }
    }

    public void End()
    {
        TaskCompletionSource? idle = null;
        lock (_lock)
        {
            if (--_count == 0)
                idle = _idle;
        }
        if (idle is not null)
            InlineTask.RunWithoutContext(() => idle.TrySetResult());
    }

    /// <summary>Begins no further call.</summary>
    /// <returns>A task that completes when the last of them has ended.</returns>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            _idle ??= new TaskCompletionSource();
            if (_count == 0)
                _idle.TrySetResult();
            return _idle.Task;
        }
    }
}

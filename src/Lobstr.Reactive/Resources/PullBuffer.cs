using System.Diagnostics.CodeAnalysis;

namespace Lobstr.Reactive;

/// <summary>What a stream has pushed and nobody has pulled yet. Whoever waits goes on within the action that pushes.</summary>
internal sealed class PullBuffer<T> : IObserver<T>
{
    private readonly Lock _lock = new();
    private readonly Queue<T> _values = new();
    private TaskCompletionSource<bool>? _waiting;
    private CancellationToken? _cancelledBy;
    private bool _hasEnded;

    /// <summary>What the stream ended with; null: it completed. Read when it has ended.</summary>
    public Exception? Error { get; private set; }

    public void OnNext(T value) => Wake(() => _values.Enqueue(value), hasMore: true);

    public void OnError(Exception error) => Wake(() => (_hasEnded, Error) = (true, error), hasMore: false);

    public void OnCompleted() => Wake(() => _hasEnded = true, hasMore: false);

    /// <summary>Ends the wait, and each one after it.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool>? waiting;
        lock (_lock)
        {
            _cancelledBy = cancellationToken;
            waiting = _waiting;
            _waiting = null;
        }
        if (waiting is not null)
            InlineTask.RunWithoutContext(() => waiting.TrySetCanceled(cancellationToken));
    }

    /// <summary>Waits for a value, or for the end.</summary>
    /// <returns>Whether there is a value.</returns>
    public Task<bool> WaitAsync()
    {
        lock (_lock)
        {
            if (_cancelledBy is { } cancelledBy)
                return Task.FromCanceled<bool>(cancelledBy);
            if (_values.Count > 0 || _hasEnded)
                return Task.FromResult(_values.Count > 0);
            return (_waiting = new()).Task;
        }
    }

    public bool TryTake([MaybeNullWhen(false)] out T value)
    {
        lock (_lock)
            return _values.TryDequeue(out value);
    }

    private void Wake(Action change, bool hasMore)
    {
        TaskCompletionSource<bool>? waiting;
        lock (_lock)
        {
            change();
            waiting = _waiting;
            _waiting = null;
        }
        if (waiting is not null)
            InlineTask.RunWithoutContext(() => waiting.TrySetResult(hasMore));
    }
}

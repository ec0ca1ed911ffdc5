using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>
/// Everything that is shown, as it stands, for any number of browsers. Of each thing the newest state alone is kept: a slow browser, or one
/// that comes back, is given that and not what was between. Nothing of it asks the service.
/// </summary>
internal sealed class Feed(TimeProvider time, IOptions<DashboardOptions> options)
{
    private const int KeptRemovals = 1_000;

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly Lock _lock = new();
    private readonly Dictionary<(FeedKind Kind, string Key), FeedEntry> _entries = [];
    private readonly string _epoch = Guid.NewGuid().ToString("N");
    private TaskCompletionSource _changed = NewSignal();
    private long _sequence;
    private long _forgotten;

    /// <summary>Shows a thing as it stands; what is shown already is no change.</summary>
    public void Publish<T>(FeedKind kind, string key, T value)
    {
        JsonElement json = JsonSerializer.SerializeToElement(value, Json);
        lock (_lock)
        {
            if (_entries.TryGetValue((kind, key), out FeedEntry? known) && known.Change.Value is { } old && JsonElement.DeepEquals(old, json))
                return;
            Set(new FeedChange(kind, key, json));
        }
    }

    /// <summary>Shows a thing no longer.</summary>
    public void Remove(FeedKind kind, string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((kind, key), out FeedEntry? known) || known.Change.Value is null)
                return;
            Set(new FeedChange(kind, key, null));
            ForgetRemovals();
        }
    }

    /// <summary>The keys of what is shown of a kind.</summary>
    public IReadOnlyList<string> KeysOf(FeedKind kind)
    {
        lock (_lock)
            return [.. _entries.Values.Where(entry => entry.Change.Kind == kind && entry.Change.Value is not null).Select(entry => entry.Change.Key)];
    }

    /// <summary>What has changed since, or everything, and then each change.</summary>
    /// <param name="seen">What a browser has seen; null: nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<SseItem<FeedMessage>> ReadAsync(FeedCursor? seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? sequence = seen is { } cursor && CanResume(cursor) ? cursor.Sequence : null;
        while (true)
        {
            (FeedMessage message, long last, Task changed) = Take(sequence);
            sequence = last;
            yield return new SseItem<FeedMessage>(message, "changes") { EventId = $"{new FeedCursor(_epoch, last)}", ReconnectionInterval = ReconnectAfter };
            if (!await WaitAsync(changed, cancellationToken))
                yield break;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool CanResume(FeedCursor cursor)
    {
        lock (_lock)
            return cursor.Epoch == _epoch && cursor.Sequence >= _forgotten && cursor.Sequence <= _sequence;
    }

    private (FeedMessage Message, long Last, Task Changed) Take(long? since)
    {
        lock (_lock)
        {
            // A browser that has seen everything but those removals that are forgotten would never hear of them.
            bool isComplete = since is not { } known || known < _forgotten;
            FeedChange[] changes =
            [
                .. _entries.Values
                    .Where(entry => isComplete ? entry.Change.Value is not null : entry.Sequence > since)
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => entry.Change),
            ];
            return (new FeedMessage(isComplete, time.GetUtcNow(), changes), _sequence, _changed.Task);
        }
    }

    // After a while without news an empty message says that the connection is alive: proxies and browsers give up on silence.
    private async Task<bool> WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(options.Value.KeepAlive, time, cancellationToken);
        }
        catch (TimeoutException)
        {
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        return true;
    }

    private void Set(FeedChange change)
    {
        _entries[(change.Kind, change.Key)] = new FeedEntry(++_sequence, change);
        TaskCompletionSource changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    private void ForgetRemovals()
    {
        FeedEntry[] removals = [.. _entries.Values.Where(entry => entry.Change.Value is null).OrderBy(entry => entry.Sequence)];
        foreach (FeedEntry oldest in removals.SkipLast(KeptRemovals))
        {
            _entries.Remove((oldest.Change.Kind, oldest.Change.Key));
            _forgotten = oldest.Sequence;
        }
    }
}

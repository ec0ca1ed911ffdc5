using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// The least that a scheduler in virtual time can be, so that what is measured is what runs on it: a heap of actions and a clock
/// that jumps to the next one.
/// </summary>
public sealed class OneByOneScheduler : IScheduler, IServiceProvider, IStopwatchProvider, IStopwatch
{
    private readonly PriorityQueue<Item, long> _items = new();

    public TimeSpan Elapsed { get; private set; }

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch + Elapsed;

    /// <summary>Runs the next action.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RunNext()
    {
        if (!_items.TryDequeue(out Item? item, out long due))
            return false;
        Elapsed = TimeSpan.FromTicks(due);
        item.Run(this);
        return true;
    }

    /// <summary>Runs what is due now.</summary>
    public void RunDue()
    {
        while (_items.TryPeek(out _, out long due) && due <= Elapsed.Ticks)
            RunNext();
    }

    /// <summary>It is later, whatever was due until then.</summary>
    public void JumpTo(TimeSpan instant) => Elapsed = instant;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, TimeSpan.Zero, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        var item = new Item<TState>(state, action);
        _items.Enqueue(item, Elapsed.Ticks + dueTime.Ticks);
        return item;
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public IStopwatch StartStopwatch() => this;

    private abstract class Item : IDisposable
    {
        public abstract void Run(IScheduler scheduler);

        public abstract void Dispose();
    }

    private sealed class Item<TState>(TState state, Func<IScheduler, TState, IDisposable> action) : Item
    {
        private bool _isDisposed;

        public override void Run(IScheduler scheduler)
        {
            if (!_isDisposed)
                action(scheduler, state);
        }

        public override void Dispose() => _isDisposed = true;
    }
}

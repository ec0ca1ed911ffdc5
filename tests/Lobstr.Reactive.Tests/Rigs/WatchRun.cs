using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>One watch of <see cref="UploadStatusObservable.Create"/> over a script, in virtual time.</summary>
public sealed class WatchRun : VirtualRun
{
    private readonly WatchOptions? _options;
    private readonly IScheduler? _scheduler;

    public WatchRun(WatchOptions? options = null)
    {
        _options = options;
        Polls = new(Scheduler, Transcript);
        Observer = new(Transcript);
    }

    /// <summary>With another scheduler between the watch and the test scheduler.</summary>
    public WatchRun(WatchOptions? options, Func<IScheduler, IScheduler> through)
        : this(options)
    {
        ArgumentNullException.ThrowIfNull(through);
        _scheduler = through(Scheduler);
    }

    public PollScript Polls { get; }

    public RawObserver<UploadStatus> Observer { get; }

    public IObservable<UploadStatus> Watch() => UploadStatusObservable.Create(Polls.Poll, _options, _scheduler ?? Scheduler);

    /// <summary>Subscribes now.</summary>
    public WatchRun Subscribe()
    {
        Observer.SubscribeTo(Watch());
        return this;
    }

    /// <summary>Subscribes now and runs everything up to an instant.</summary>
    public WatchRun SubscribeAndRunTo(double seconds)
    {
        Subscribe().RunTo(seconds);
        return this;
    }

    /// <summary>Subscribes now, runs up to an instant and compares the whole transcript.</summary>
    public WatchRun Says(double until, string expected)
    {
        SubscribeAndRunTo(until).Says(expected);
        return this;
    }
}

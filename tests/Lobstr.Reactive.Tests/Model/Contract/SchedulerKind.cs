namespace Lobstr.Reactive.Tests.Model;

/// <summary>The schedulers that have real threads.</summary>
public enum SchedulerKind
{
    Default,
    TaskPool,
    ThreadPool,
    NewThread,
    EventLoop,
}

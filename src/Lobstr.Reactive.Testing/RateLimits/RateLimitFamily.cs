namespace Lobstr.Reactive.Testing;

/// <summary>The calls that share a request budget: those whose path begins alike.</summary>
public enum RateLimitFamily
{
    /// <summary>Everything under <c>tasks</c>.</summary>
    Tasks,

    /// <summary>Everything under <c>squids</c>.</summary>
    Squids,

    /// <summary>Everything under <c>runs</c>.</summary>
    Runs,

    /// <summary><c>results</c>.</summary>
    Results,

    /// <summary><c>runtasks</c>.</summary>
    RunTasks,

    /// <summary>Everything else: <c>me</c>, <c>user</c>, <c>crawlers</c>, <c>delivery</c>.</summary>
    Others,
}

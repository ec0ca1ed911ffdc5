namespace Lobstr.Reactive.Testing;

/// <summary>The calls that share a request budget: those whose path begins alike. All other calls have no limit.</summary>
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
}

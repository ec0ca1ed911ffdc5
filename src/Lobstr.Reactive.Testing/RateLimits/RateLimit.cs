namespace Lobstr.Reactive.Testing;

/// <summary>A budget of requests in fixed windows.</summary>
/// <remarks>
/// A window begins with the first request after the last one has ended. What arrives when the budget of the window is used
/// up is answered 429.
/// </remarks>
public sealed record RateLimit
{
    /// <summary>A budget of so many requests in each window.</summary>
    /// <param name="requests">The requests of a window; 0 or more.</param>
    /// <param name="window">How long a window lasts; more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RateLimit(int requests, TimeSpan window)
    {
        Requests = requests;
        Window = window;
    }

    /// <summary>The requests of a window; 0 or more.</summary>
    public int Requests
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Requests));
            field = value;
        }
    }

    /// <summary>How long a window lasts; more than zero.</summary>
    public TimeSpan Window
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(Window));
            field = value;
        }
    }

    /// <summary>
    /// How many requests of each window other processes with the same key use, evenly spread over it; 0 or more; default 0.
    /// </summary>
    public int UsedElsewhere
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(UsedElsewhere));
            field = value;
        }
    }

    /// <summary>So many requests a minute.</summary>
    /// <param name="requests">The requests of a window; 0 or more.</param>
    /// <returns>The budget.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static RateLimit PerMinute(int requests) => new(requests, TimeSpan.FromMinutes(1));

    /// <summary>So many requests a second.</summary>
    /// <param name="requests">The requests of a window; 0 or more.</param>
    /// <returns>The budget.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static RateLimit PerSecond(int requests) => new(requests, TimeSpan.FromSeconds(1));
}

namespace Lobstr.Reactive.Redis;

/// <summary>How a budget is kept in Redis. The same for all machines that share it.</summary>
/// <remarks>Each value is checked when it is set.</remarks>
public sealed record RedisSharedBudgetOptions
{
    /// <summary>
    /// What all keys begin with, before <c>{lobstr:...}</c>: for a server that is shared with others. Default: nothing. No braces, for what stands between
    /// the first of them decides on which node of a cluster a key lies.
    /// </summary>
    /// <exception cref="ArgumentException">It has a brace in it.</exception>
    public string KeyPrefix
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(KeyPrefix));
            field = value.AsSpan().IndexOfAny('{', '}') < 0
                ? value
                : throw new ArgumentException($"{nameof(KeyPrefix)} must not contain a brace, but is \"{value}\": all keys of an account lie on one node by the braces that follow it.", nameof(KeyPrefix));
        }
    }

    = "";

    /// <summary>
    /// How long a permit lasts whose client has died; from 1 s to 1 h; default 30 s. A request's own timeout and two seconds win if they are longer; for a
    /// file, which may take as long as it likes, it is 10 min.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public TimeSpan Lease
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Lease), value, $"{nameof(Lease)} must be from 1 s to 1 h.");
    }

    = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most of a cap that a machine takes while the server is out of reach: it is the cap divided by the machines that were last seen, or this part of it if
    /// that is less; more than 0 and at most 1; default 0.25.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double FallbackShare
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(FallbackShare), value, $"{nameof(FallbackShare)} must be more than 0 and at most 1.");
    }

    = 0.25;
}

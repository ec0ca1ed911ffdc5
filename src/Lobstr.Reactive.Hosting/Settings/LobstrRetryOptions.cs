namespace Lobstr.Reactive.Hosting;

/// <summary>A <see cref="RetryPolicy"/> that can be bound to a configuration.</summary>
public sealed class LobstrRetryOptions
{
    /// <summary>How many faults in a row are retried; 0 or more; default 5.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The longest delay before the first retry; zero or more; default 1 s. It doubles with each.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay before any retry; <see cref="BaseDelay"/> or more; default 30 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The functions of the policy that these were made of: a configuration has none.</summary>
    private RetryPolicy Functions { get; init; } = RetryPolicy.Default;

    /// <summary>The settings of a policy, its functions included: in code a policy can be assigned where these are wanted.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>Settings that make the same policy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public static LobstrRetryOptions FromPolicy(RetryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new() { MaxRetries = policy.MaxRetries, BaseDelay = policy.BaseDelay, MaxDelay = policy.MaxDelay, Functions = policy };
    }

    /// <inheritdoc cref="FromPolicy"/>
    public static implicit operator LobstrRetryOptions(RetryPolicy policy) => FromPolicy(policy);

    internal RetryPolicy ToPolicy() => Functions with { MaxRetries = MaxRetries, BaseDelay = BaseDelay, MaxDelay = MaxDelay };
}

using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Redis;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the request budget of an account in Redis, for all machines that use its API key.</summary>
public static class LobstrRedisExtensions
{
    // How often a connection that was lost is tried again.
    private const int RetryMilliseconds = 1000;

    // How often each server is asked whether it is the primary, unless the configuration says otherwise: a minute would be a minute without the budget.
    private const int RoleCheckSeconds = 5;

    /// <summary>Shares the account's budget through a server of its own connection, which is closed with the services.</summary>
    /// <param name="builder">The account.</param>
    /// <param name="configuration">
    /// What StackExchange.Redis takes: <c>redis:6379,user=lobstr,password=...,ssl=true</c>. The program starts also while the server is down: it then goes on within a part of
    /// the cap, says so, and uses the server when it is there.
    /// </param>
    /// <returns>The account.</returns>
    /// <remarks>Called again for an account, the last call counts.</remarks>
    /// <exception cref="ArgumentException">The configuration cannot be read, or names no server. The message does not repeat it, for it may hold a password.</exception>
    public static ILobstrBuilder UseRedisBudget(this ILobstrBuilder builder, string configuration) =>
        builder.UseRedisBudget(configuration, new RedisSharedBudgetOptions());

    /// <inheritdoc cref="UseRedisBudget(ILobstrBuilder, string)"/>
    /// <param name="builder">The account.</param>
    /// <param name="configuration">What StackExchange.Redis takes.</param>
    /// <param name="options">How the budget is kept.</param>
    public static ILobstrBuilder UseRedisBudget(this ILobstrBuilder builder, string configuration, RedisSharedBudgetOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        // Now, that a mistake is found on the line that has it.
        ConfigurationOptions parsed = Parse(configuration);
        return Use(builder, _ => new RedisSharedBudget(RedisConnection.To(parsed), options));
    }

    /// <summary>Shares the account's budget through the <see cref="IConnectionMultiplexer"/> that the program has registered, and that stays its own.</summary>
    /// <param name="builder">The account.</param>
    /// <returns>The account.</returns>
    /// <remarks>
    /// Called again for an account, the last call counts. Connect with <c>abortConnect=false</c>: else the program does not start while the server is down.
    /// </remarks>
    public static ILobstrBuilder UseRedisBudget(this ILobstrBuilder builder) => builder.UseRedisBudget(new RedisSharedBudgetOptions());

    /// <inheritdoc cref="UseRedisBudget(ILobstrBuilder)"/>
    /// <param name="builder">The account.</param>
    /// <param name="options">How the budget is kept.</param>
    public static ILobstrBuilder UseRedisBudget(this ILobstrBuilder builder, RedisSharedBudgetOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return Use(builder, services => new RedisSharedBudget(
            services.GetService<IConnectionMultiplexer>() ?? throw new InvalidOperationException(
                $"{nameof(UseRedisBudget)}() found no {nameof(IConnectionMultiplexer)} among the services: register one, or write {nameof(UseRedisBudget)}(\"host:6379\")."),
            options));
    }

    // A service, so that it is disposed with the others.
    private static ILobstrBuilder Use(ILobstrBuilder builder, Func<IServiceProvider, RedisSharedBudget> create)
    {
        string name = builder.Name;
        builder.Services.AddKeyedSingleton(name, (services, _) => create(services));
        builder.Services.AddOptions<LobstrHostingOptions>(name)
            .Configure<IServiceProvider>((options, services) => options.SharedBudget = services.GetRequiredKeyedService<RedisSharedBudget>(name));
        return builder;
    }

    internal static ConfigurationOptions Parse(string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        ConfigurationOptions parsed;
        try
        {
            parsed = ConfigurationOptions.Parse(configuration);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            throw new ArgumentException("It cannot be read as a configuration of StackExchange.Redis; it is written like \"redis:6379,user=lobstr,password=...\".", nameof(configuration));
        }
        if (parsed.EndPoints.Count == 0)
            throw new ArgumentException("It names no server; it is written like \"redis:6379,user=lobstr,password=...\".", nameof(configuration));
        parsed.AbortOnConnectFail = false;
        parsed.BacklogPolicy = BacklogPolicy.FailFast;
        parsed.ReconnectRetryPolicy = new LinearRetry(RetryMilliseconds);
        if (!configuration.Contains("configCheckSeconds", StringComparison.OrdinalIgnoreCase))
            parsed.ConfigCheckSeconds = RoleCheckSeconds;
        return parsed;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>How an account is told to share its budget, and what is wrong is said. No server is asked.</summary>
public sealed class RegistrationTests
{
    // Nobody listens there.
    private const string Nowhere = "127.0.0.1:1";

    [Theory]
    [InlineData("password=hidden-3141")]
    [InlineData("redis:6379,password=hidden-3141,nonsense=5")]
    [InlineData("redis:6379,ssl=hidden-3141")]
    [InlineData("redis:6379,connectTimeout=hidden-3141")]
    public void A_configuration_that_cannot_be_read_is_refused_at_once_and_not_repeated(string configuration)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Services().AddLobstr(Key).UseRedisBudget(configuration));

        Assert.Equal("configuration", error.ParamName);
        Assert.Contains("redis:6379,user=lobstr", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-3141", error.ToString(), StringComparison.Ordinal);
    }

    // A replica that is promoted is found that soon.
    [Theory]
    [InlineData("redis:6379", 5)]
    [InlineData("redis:6379,configCheckSeconds=60", 60)]
    [InlineData("redis:6379,ConfigCheckSeconds=0", 0)]
    public void Each_server_is_asked_for_its_role_every_5_s_unless_the_configuration_says_otherwise(string configuration, int seconds) =>
        Assert.Equal(seconds, LobstrRedisExtensions.Parse(configuration).ConfigCheckSeconds);

    [Fact]
    public void Without_a_connection_among_the_services_it_is_said_what_to_do()
    {
        IServiceCollection services = Services();
        services.AddLobstr(Key).UseRedisBudget();
        using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ILobstrClient>);
        Assert.Equal("UseRedisBudget() found no IConnectionMultiplexer among the services: register one, or write UseRedisBudget(\"host:6379\").", error.Message);
    }

    [Fact]
    public async Task Each_account_has_a_budget_of_its_own_with_its_own_options()
    {
        IServiceCollection services = Services();
        services.AddLobstr(Key).UseRedisBudget(Nowhere);
        services.AddKeyedLobstr("other", Key).UseRedisBudget(Nowhere, new RedisSharedBudgetOptions { FallbackShare = 0.1 });
        services.AddKeyedLobstr("alone", Key);
        await using ServiceProvider provider = services.BuildServiceProvider();

        IOptionsMonitor<Hosting.LobstrHostingOptions> options = provider.GetRequiredService<IOptionsMonitor<Hosting.LobstrHostingOptions>>();
        Assert.Equal(0.25, options.Get("").SharedBudget!.FallbackShare);
        Assert.Equal(0.1, options.Get("other").SharedBudget!.FallbackShare);
        Assert.Null(options.Get("alone").SharedBudget);
        Assert.NotNull(provider.GetRequiredService<ILobstrClient>());
        Assert.NotNull(provider.GetRequiredKeyedService<ILobstrClient>("other"));
    }

    [Fact]
    public async Task A_budget_that_has_been_disposed_says_so()
    {
        var budget = new RedisSharedBudget(RedisConnection.To(new() { EndPoints = { Nowhere }, AbortOnConnectFail = false }), options: null);
        await budget.DisposeAsync();
        await budget.DisposeAsync();
        var member = new SharedBudgetMember { Account = "a", Family = "tasks", Client = "c", UsualLimit = 90, Window = TimeSpan.FromMinutes(1) };

        ObjectDisposedException error = await Assert.ThrowsAsync<ObjectDisposedException>(() => budget.AcquireAsync(new() { Member = member }).AsTask());
        Assert.Equal(typeof(RedisSharedBudget).FullName, error.ObjectName);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => budget.ReleaseAsync(new() { Member = member }).AsTask());
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused_by_name()
    {
        Assert.Equal("KeyPrefix", Assert.Throws<ArgumentException>(() => new RedisSharedBudgetOptions { KeyPrefix = "a{b" }).ParamName);
        Assert.Equal("KeyPrefix", Assert.Throws<ArgumentNullException>(() => new RedisSharedBudgetOptions { KeyPrefix = null! }).ParamName);
        foreach (double share in (double[])[0, -1, 1.01, double.NaN])
            Assert.Equal("FallbackShare", Assert.Throws<ArgumentOutOfRangeException>(() => new RedisSharedBudgetOptions { FallbackShare = share }).ParamName);
        foreach (double seconds in (double[])[0, 0.999, 3601])
            Assert.Equal("Lease", Assert.Throws<ArgumentOutOfRangeException>(() => new RedisSharedBudgetOptions { Lease = TimeSpan.FromSeconds(seconds) }).ParamName);
        Assert.Equal(("", TimeSpan.FromHours(1), 1.0), (new RedisSharedBudgetOptions().KeyPrefix, new RedisSharedBudgetOptions { Lease = TimeSpan.FromHours(1) }.Lease, new RedisSharedBudgetOptions { FallbackShare = 1 }.FallbackShare));
        Assert.Throws<ArgumentNullException>(() => new RedisSharedBudget(null!));
    }

    private static ServiceCollection Services() => [];

    private static void Key(Hosting.LobstrHostingOptions options) => options.ApiKey = "key";
}

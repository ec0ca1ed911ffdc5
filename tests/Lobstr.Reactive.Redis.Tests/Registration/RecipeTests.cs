using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What the page of the package shows, as it stands there.</summary>
public sealed class RecipeTests(GarnetBudgetServer server) : IClassFixture<GarnetBudgetServer>
{
    [Fact]
    public async Task A_program_shares_the_budget_of_its_account()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Configuration["Lobstr:ApiKey"] = "key";
        // Recipe: the budget of an account
        builder.Services.AddLobstr().UseRedisBudget("redis:6379,user=lobstr,password=...");
        // Recipe end
        using IHost host = builder.Build();

        LobstrHostingOptions options = host.Services.GetRequiredService<IOptions<LobstrHostingOptions>>().Value;
        Assert.IsType<RedisSharedBudget>(options.SharedBudget);
        Assert.NotNull(host.Services.GetRequiredService<ILobstrClient>());
    }

    [Fact]
    public async Task A_client_shares_it_over_a_connection_that_stays_the_programs()
    {
        Environment.SetEnvironmentVariable("LOBSTR_TOKEN", "key");
        await using IConnectionMultiplexer redis = await server.ConnectAsync();
        await ShareAsync(redis);

        Assert.True(redis.IsConnected);
        await redis.GetDatabase().PingAsync();
    }

    private static async Task ShareAsync(IConnectionMultiplexer redis)
    {
        // Recipe: the budget of a client
        using var budget = new RedisSharedBudget(redis);
        using var client = new LobstrClient(LobstrClientOptions.FromEnvironment() with { SharedBudget = budget });
        // Recipe end
        var member = new SharedBudgetMember { Account = "a", Family = "tasks", Client = "c", UsualLimit = 90, Window = TimeSpan.FromMinutes(1) };
        Assert.NotNull((await budget.AcquireAsync(new() { Member = member, Wanted = 1, Due = 1 })).Epoch);
    }
}

using Lobstr.Reactive.TestSupport;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A connection that the budget makes is its own, and closed with it; one that was given is not.</summary>
public sealed class RedisConnectionTests(RedisBudgetServer server) : BudgetServerTests(server), IClassFixture<RedisBudgetServer>
{
    private const string ClientName = "of-the-budget";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_of_its_own_is_closed_with_the_budget(bool isAsync)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var budget = new RedisSharedBudget(RedisConnection.To(ConfigurationOptions.Parse($"{Server.Address},abortConnect=false,name={ClientName}")), options: null);
        BudgetClient client = Client(budget, "a", cap: 2, TimeSpan.FromSeconds(1));
        Assert.NotNull((await client.AskAsync()).Id);
        Assert.True(await IsConnectedAsync());

        if (isAsync)
            await budget.DisposeAsync();
        else
            budget.Dispose();
        while (await IsConnectedAsync())
            await Task.Delay(20, guard.Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.AskAsync());
        // Again it does nothing.
        budget.Dispose();
        await budget.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_of_its_own_is_made_before_anybody_asks()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var budget = new RedisSharedBudget(RedisConnection.To(ConfigurationOptions.Parse($"{Server.Address},abortConnect=false,name={ClientName}")), options: null);

        while (!await IsConnectedAsync())
            await Task.Delay(20, guard.Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_is_being_made_is_closed_when_it_is_there(bool isAsync)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var far = new SlowProxy(Server.Port, TimeSpan.FromMilliseconds(500));
        var budget = new RedisSharedBudget(RedisConnection.To(ConfigurationOptions.Parse($"{far.Address},abortConnect=false,name={ClientName}")), options: null);
        var context = new HostileSynchronizationContext();
        Task disposed = Task.CompletedTask;

        if (isAsync)
            context.Run(() => disposed = budget.DisposeAsync().AsTask());
        else
            budget.Dispose();
        while (!await IsConnectedAsync())
            await Task.Delay(20, guard.Token);
        await disposed.WaitAsync(guard.Token);
        while (await IsConnectedAsync())
            await Task.Delay(20, guard.Token);

        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public async Task A_connection_that_was_given_stays_open()
    {
        RedisSharedBudget budget = Budget();
        Assert.NotNull((await Client(budget, "a", cap: 2, TimeSpan.FromSeconds(1)).AskAsync()).Id);
        budget.Dispose();
        await Budget().DisposeAsync();

        Assert.True(Server.Admin.IsConnected);
        Assert.Equal("PONG", (string?)await Server.TellAsync("PING"));
    }

    [Fact]
    public async Task A_call_ends_whatever_becomes_of_the_context_that_it_was_made_in()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using RedisSharedBudget budget = Budget();
        SharedBudgetMember member = Client(budget, "a", cap: 2, TimeSpan.FromSeconds(1)).Member;
        var context = new HostileSynchronizationContext();
        Task<SharedPermit> asked = Task.FromResult(new SharedPermit());
        Task released = Task.CompletedTask;

        // The scripts are new to the server, so that each is sent by its hash, and then in full.
        await Server.TellAsync("SCRIPT", "FLUSH");
        context.Run(() => asked = budget.AcquireAsync(new SharedPermitRequest { Member = member, Wanted = 1, Polls = 1 }, guard.Token).AsTask());
        string? permit = (await asked.WaitAsync(guard.Token)).Id;
        context.Run(() => released = budget.ReleaseAsync(new SharedPermitRelease { Member = member, Id = permit }, guard.Token).AsTask());
        await released.WaitAsync(guard.Token);

        Assert.NotNull(permit);
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public async Task While_there_is_none_it_is_said_at_once()
    {
        // Nobody listens there.
        await using var budget = new RedisSharedBudget(
            RedisConnection.To(ConfigurationOptions.Parse("127.0.0.1:1,abortConnect=false,connectTimeout=100,connectRetry=0")), options: null);

        RedisConnectionException error = await Assert.ThrowsAsync<RedisConnectionException>(
            () => Client(budget, "a", cap: 2, TimeSpan.FromSeconds(1)).AskAsync());
        Assert.Equal("There is no connection to the Redis server that keeps the shared budget.", error.Message);
    }

    [Fact]
    public async Task Null_is_refused()
    {
        using RedisSharedBudget budget = Budget();

        await Assert.ThrowsAsync<ArgumentNullException>("request", async () => await budget.AcquireAsync(null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>("release", async () => await budget.ReleaseAsync(null!, default));
        Assert.Throws<ArgumentNullException>("redis", () => new RedisSharedBudget((IConnectionMultiplexer)null!));
    }

    private async Task<bool> IsConnectedAsync() =>
        ((string)(await Server.TellAsync("CLIENT", "LIST"))!).Contains($"name={ClientName}", StringComparison.Ordinal);
}

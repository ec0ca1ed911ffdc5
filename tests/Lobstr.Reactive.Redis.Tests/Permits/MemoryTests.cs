using System.Text;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What the server keeps, and what happens when it forgets.</summary>
public abstract class MemoryTests(BudgetServer server) : BudgetServerTests(server)
{
    // Long enough for several to ask within one, on a machine that stands still for a moment.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1500);

    [Fact]
    public async Task A_server_that_has_forgotten_the_scripts_is_told_again()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 10, Window);
        SharedPermit first = await client.AskAsync();
        await Server.TellAsync("SCRIPT", "FLUSH");
        await client.GiveBackAsync(first);
        await Server.TellAsync("SCRIPT", "FLUSH");
        SharedPermit next = await client.WaitAsync();

        Assert.Equal(first.Epoch, next.Epoch);
        Assert.True(BudgetClient.NumberOf(next) > BudgetClient.NumberOf(first));
    }

    [Fact]
    public async Task A_server_that_comes_back_empty_gives_no_permit_for_a_window()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 10, Window);
        SharedPermit first = await client.AskAsync();
        await Server.TellAsync("FLUSHALL");
        SharedPermit told = await client.AskAsync();
        SharedPermit next = await client.WaitAsync();

        Assert.Null(told.Id);
        Assert.NotEqual(first.Epoch, told.Epoch);
        Assert.Equal(told.Epoch, next.Epoch);
        Assert.True(BudgetClient.GrantedAt(next) >= BudgetClient.GrantedAt(first) + Window.TotalMilliseconds);
    }

    [Fact]
    public async Task A_client_that_remembers_contradicts_one_that_comes_first_and_does_not()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient old = Client(budget, "old", cap: 10, Window);
        BudgetClient fresh = Client(budget, "fresh", cap: 10, Window);
        await old.AskAsync();
        await Server.TellAsync("FLUSHALL");
        SharedPermit only = await fresh.AskAsync();
        Assert.NotNull(only.Id);
        Assert.Null((await old.AskAsync()).Id);
        Assert.Null((await fresh.AskAsync()).Id);
        SharedPermit[] next = await Task.WhenAll(old.WaitAsync(), fresh.WaitAsync());

        Assert.All(next, permit => Assert.True(BudgetClient.GrantedAt(permit) >= BudgetClient.GrantedAt(only) + Window.TotalMilliseconds));
        // Once: whoever else remembers is told of the same window.
        SharedPermit another = await Client(budget, "another", cap: 10, Window).AskAsync(request => request with { Epoch = "before" });
        Assert.InRange(another.RetryAfter, TimeSpan.Zero, Window / 2);
    }

    [Fact]
    public async Task A_server_whose_clock_was_set_back_has_a_new_memory()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 10, Window);
        SharedPermit first = await client.AskAsync();
        await Server.TellAsync("HSET", $"{{lobstr:{Account}}}:tasks:state", "last", BudgetClient.GrantedAt(first) + 3_600_000);
        SharedPermit next = await client.WaitAsync();

        Assert.NotEqual(first.Epoch, next.Epoch);
        Assert.True(BudgetClient.GrantedAt(next) >= BudgetClient.GrantedAt(first) + Window.TotalMilliseconds);
    }

    [Fact]
    public async Task A_new_memory_begins_evenly_for_the_others_may_not_have_spoken_yet()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 10, TimeSpan.FromSeconds(10));
        Assert.NotNull((await client.AskAsync(Modest)).Id);
        SharedPermit told = await client.AskAsync(Modest);

        Assert.Null(told.Id);
        Assert.InRange(told.RetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1.01));

        static SharedPermitRequest Modest(SharedPermitRequest request) => request with { Wanted = 1, Polls = 1 };
    }

    [Fact]
    public async Task What_comes_back_to_another_memory_counts_as_sent_now()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 1, TimeSpan.FromMinutes(1));
        SharedPermit first = await client.AskAsync();
        await Server.TellAsync("FLUSHALL");
        await client.GiveBackAsync(first);

        Assert.Equal(1, (int)await Server.TellAsync("ZCARD", $"{{lobstr:{Account}}}:tasks:ended"));
    }

    [Fact]
    public async Task All_keys_of_an_account_expire_and_lie_in_one_slot()
    {
        using RedisSharedBudget budget = Budget(new RedisSharedBudgetOptions { KeyPrefix = "app:" });
        BudgetClient client = Client(budget, "a", cap: 2, Window);
        var runs = new BudgetClient(budget, client.Member with { Family = "runs" });
        await client.GiveBackAsync(await client.AskAsync(), change: release => release with { Remaining = 5, Reset = 7, ResetIn = Window });
        await client.WaitAsync();
        await client.AskAsync();
        await runs.AskAsync();
        string[] keys = await KeysAsync();

        Assert.Equal(
            ["clients", "runs:demands", "runs:flight", "runs:state", "tasks:demands", "tasks:ended", "tasks:flight", "tasks:state", "tasks:waiting"],
            keys.Select(key => key.Replace($"app:{{lobstr:{Account}}}:", "", StringComparison.Ordinal)));
        Assert.Single(keys.Select(key => Server.Admin.HashSlot(key)).Distinct());
        foreach (string key in keys)
            Assert.InRange((long)await Server.TellAsync("PTTL", key), 1, 3_600_000);
    }

    [Fact]
    public async Task The_key_of_an_account_is_never_stored()
    {
        const string ApiKey = "never-stored-0123456789abcdef";
        await Server.TellAsync("FLUSHALL");
        using RedisSharedBudget budget = Budget();
        using var http = new HttpClient(new RefusingHandler());
        using var client = new LobstrClient(http, new LobstrClientOptions { ApiKey = ApiKey, SharedBudget = budget });
        await Assert.ThrowsAsync<LobstrAuthenticationException>(() => client.Uploads.GetStatusAsync("427a7bfc54cf4ce483d83ba23425164b"));

        var all = new StringBuilder();
        foreach (RedisKey key in (RedisKey[])(await Server.TellAsync("KEYS", "*"))!)
        {
            var type = (string)(await Server.TellAsync("TYPE", key))!;
            RedisResult value = await (type == "hash" ? Server.TellAsync("HGETALL", key) : Server.TellAsync("ZRANGE", key, "0", "-1"));
            all.Append(key.ToString()).AppendJoin('\n', (string[])value!);
        }

        Assert.Contains("{lobstr:", all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKey, all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(ApiKey)), all.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_family_takes_is_a_matter_of_kilobytes()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient[] clients = [.. Enumerable.Range(0, 20).Select(number => Client(budget, Guid.NewGuid().ToString("N"), cap: 90, TimeSpan.FromMinutes(1)))];
        foreach (BudgetClient client in clients)
        {
            await client.AskAsync(request => request with { SentWithoutPermit = 4 });
            await client.AskAsync();
        }
        long total = 0;
        foreach (string key in await KeysAsync())
        {
            var bytes = (long)await Server.TellAsync("MEMORY", "USAGE", key);
            TestContext.Current.TestOutputHelper!.WriteLine($"{key}: {bytes} bytes");
            total += bytes;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{total} bytes for 20 clients with a full window of 80");

        Assert.InRange(total, 1, 100_000);
    }
}

using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A user of the server with no more rights than the README names.</summary>
public sealed class AccessTests(RedisBudgetServer server) : BudgetServerTests(server), IClassFixture<RedisBudgetServer>
{
    // As the README has it.
    internal const string Rights =
        "on >secret resetkeys ~{lobstr:* resetchannels -@all +evalsha +eval +time +hmget +hset +hdel +hgetall +zadd +zrem +zcard +zscore +zrange +zrangebyscore +zremrangebyscore +pexpire +del +ping +echo";

    [Fact]
    public async Task The_rights_that_the_README_names_are_enough_and_each_is_needed()
    {
        Assert.Contains(Rights.Replace(">secret", ">...", StringComparison.Ordinal), Readme(), StringComparison.Ordinal);
        await Server.TellAsync(["ACL", "SETUSER", "lobstr", .. Rights.Split(' ')]);
        await using IConnectionMultiplexer restricted = await Server.ConnectAsync(",user=lobstr,password=secret");
        using var budget = new RedisSharedBudget(restricted);
        BudgetClient client = Client(budget, "a", cap: 1, TimeSpan.FromMilliseconds(300));
        await UseAsync(client);

        foreach (string right in Rights.Split(' ').Where(right => right[0] == '+' && right is not ("+evalsha" or "+eval" or "+ping" or "+echo")))
        {
            await Server.TellAsync("ACL", "SETUSER", "lobstr", "-" + right[1..]);
            await Server.TellAsync(["DEL", "none", .. await KeysAsync()]);
            await Assert.ThrowsAsync<RedisServerException>(() => UseAsync(client));
            await Server.TellAsync("ACL", "SETUSER", "lobstr", right);
        }
    }

    // Everything that the scripts can do: a wait, a permit that comes back, one whose lease ends.
    private async Task UseAsync(BudgetClient client)
    {
        SharedPermit permit = await client.AskAsync(request => request with { Epoch = null });
        await client.AskAsync();
        await client.GiveBackAsync(permit, SharedPermitOutcome.Throttled, release => release with { Pause = TimeSpan.FromMilliseconds(50) });
        SharedPermit next = await client.WaitAsync();
        await Server.TellAsync("ZADD", $"{{lobstr:{Account}}}:tasks:flight", "1", next.Id!);
        await client.AskAsync();
        await Server.TellAsync("HSET", $"{{lobstr:{Account}}}:tasks:state", "last", "9999999999999");
        await client.AskAsync();
    }

    private static string Readme()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Lobstr.Reactive.sln")))
            folder = Path.GetDirectoryName(folder);
        return File.ReadAllText(Path.Combine(folder!, "src/Lobstr.Reactive.Redis/README.md"));
    }
}

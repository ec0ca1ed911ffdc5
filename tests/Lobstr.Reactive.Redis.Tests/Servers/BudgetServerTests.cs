using System.Globalization;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>Tests that hold one kind of server to what the package promises: each class of them is run with every kind.</summary>
public abstract class BudgetServerTests
{
    protected BudgetServerTests(BudgetServer server)
    {
        Assert.SkipWhen(server.Absence is not null, server.Absence ?? "");
        Server = server;
    }

    protected BudgetServer Server { get; }

    /// <summary>An account that no other test has.</summary>
    protected string Account { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Waits until something is so. Nobody tells of it: it is looked for.</summary>
    internal static async Task WaitAsync(Func<bool> condition, CancellationToken guard)
    {
        while (!condition())
            await Task.Delay(20, guard);
    }

    /// <summary>A client of that account.</summary>
    private protected BudgetClient Client(ISharedBudget budget, string name, int? cap, TimeSpan window) =>
        new(budget, new SharedBudgetMember { Account = Account, Family = "tasks", Client = name, Cap = cap, UsualLimit = 90, Window = window });

    /// <summary>A budget on a connection that may do everything.</summary>
    private protected RedisSharedBudget Budget(RedisSharedBudgetOptions? options = null) => new(Server.Admin, options);

    /// <summary>All keys of the account, and whatever else begins like them.</summary>
    private protected async Task<string[]> KeysAsync() =>
        [.. ((RedisKey[])(await Server.TellAsync("KEYS", $"*{Account}*"))!).Select(key => key.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>What the clock of the server says, in milliseconds of the Unix epoch.</summary>
    private protected async Task<long> NowAsync()
    {
        var time = (string[])(await Server.TellAsync("TIME"))!;
        return (long.Parse(time[0], CultureInfo.InvariantCulture) * 1000) + (long.Parse(time[1], CultureInfo.InvariantCulture) / 1000);
    }
}

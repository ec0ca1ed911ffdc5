using System.Globalization;
using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed partial class RedisCostTests(RedisBudgetServer server) : CostTests(server), IClassFixture<RedisBudgetServer>
{
    [Fact]
    public async Task Each_call_is_one_script_by_its_hash_and_in_full_only_once()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: null, TimeSpan.FromMilliseconds(50));
        await Server.TellAsync("SCRIPT", "FLUSH");
        await Server.TellAsync("CONFIG", "RESETSTAT");
        const int Requests = 200;
        int asked = 0;
        for (int i = 0; i < Requests; i++)
        {
            SharedPermit permit = await client.WaitAsync(request =>
            {
                asked++;
                return request with { Wanted = 1, Polls = 1 };
            });
            await client.GiveBackAsync(permit);
        }
        string stats = (string)(await Server.TellAsync("INFO", "commandstats"))!;
        Dictionary<string, string> calls = Calls().Matches(stats).ToDictionary(line => line.Groups["command"].Value, line => line.Groups["calls"].Value);
        TestContext.Current.TestOutputHelper!.WriteLine(Evalsha().Match(stats).Value);

        Assert.Equal("2", calls["eval"]);
        Assert.Equal((asked + Requests).ToString(CultureInfo.InvariantCulture), calls["evalsha"]);
        Assert.DoesNotContain("script|load", calls.Keys);
    }

    [GeneratedRegex(@"cmdstat_(?<command>[a-z|]+):calls=(?<calls>\d+)")]
    private static partial Regex Calls();

    [GeneratedRegex(@"cmdstat_evalsha:\S+")]
    private static partial Regex Evalsha();
}

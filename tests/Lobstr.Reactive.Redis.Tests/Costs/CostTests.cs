using System.Diagnostics;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What a request costs: calls, and, printed alone, time.</summary>
public abstract class CostTests(BudgetServer server) : BudgetServerTests(server)
{
    private const int Requests = 1000;

    [Fact]
    public async Task A_request_costs_two_calls()
    {
        var calls = new CountingBudget(Budget());
        BudgetClient client = Client(calls, "a", cap: null, TimeSpan.FromMilliseconds(50));
        // The first window of a new memory is paced.
        SharedPermit first = await client.WaitAsync(Modest);
        await client.GiveBackAsync(first);
        SharedPermit later;
        do
        {
            later = await client.WaitAsync(Modest);
            await client.GiveBackAsync(later);
        }
        while (BudgetClient.GrantedAt(later) <= BudgetClient.GrantedAt(first) + 50);

        (calls.Calls, long began) = (0, Stopwatch.GetTimestamp());
        for (int i = 0; i < Requests; i++)
            await client.GiveBackAsync(await client.WaitAsync(Modest));
        double microseconds = Stopwatch.GetElapsedTime(began).TotalMicroseconds / calls.Calls;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{microseconds:0} us a call, there and back, one after another"));

        Assert.Equal(2 * Requests, calls.Calls);

        static SharedPermitRequest Modest(SharedPermitRequest request) => request with { Wanted = 1, Polls = 1 };
    }
}

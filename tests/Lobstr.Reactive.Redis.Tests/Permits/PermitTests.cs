namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What the scripts decide: how many may send, and for how long each permit counts. All instants are the server's.</summary>
public abstract class PermitTests(BudgetServer server) : BudgetServerTests(server)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task In_no_window_is_more_granted_than_the_cap_to_all_clients_together()
    {
        using RedisSharedBudget budget = Budget();
        SharedPermit[][] permits = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => SendAsync(Client(budget, $"c{number}", cap: 10, Window), 20)));

        long[] granted = [.. permits.SelectMany(each => each).Select(BudgetClient.GrantedAt).Order()];
        Assert.Equal(60, granted.Length);
        Assert.All(granted, from => Assert.InRange(granted.Count(at => at >= from && at <= from + Window.TotalMilliseconds), 1, 10));
    }

    [Fact]
    public async Task The_lowest_cap_that_a_client_names_counts()
    {
        using RedisSharedBudget budget = Budget();
        await Client(budget, "careful", cap: 2, Window).AskAsync();
        SharedPermit[] permits = await SendAsync(Client(budget, "bold", cap: 50, Window), 6);

        long[] granted = [.. permits.Select(BudgetClient.GrantedAt)];
        Assert.All(granted, from => Assert.InRange(granted.Count(at => at >= from && at <= from + Window.TotalMilliseconds), 1, 2));
    }

    [Fact]
    public async Task If_more_is_wanted_than_may_be_sent_it_is_spread_over_the_window()
    {
        using RedisSharedBudget budget = Budget();
        long[] granted = [.. (await SendAsync(Client(budget, "a", cap: 10, Window), 25)).Select(BudgetClient.GrantedAt)];

        // Half a window has room for five; one that is caught up on, and one for each end.
        Assert.All(granted, from => Assert.InRange(granted.Count(at => at >= from && at <= from + (Window.TotalMilliseconds / 2)), 1, 8));
    }

    [Fact]
    public async Task If_less_is_wanted_than_may_be_sent_nobody_waits_once_the_first_window_is_over()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 10, Window);
        SharedPermit first = await client.WaitAsync(Modest);
        await client.GiveBackAsync(first);
        SharedPermit later;
        do
        {
            later = await client.WaitAsync(Modest);
            await client.GiveBackAsync(later, SharedPermitOutcome.Unused);
        }
        while (BudgetClient.GrantedAt(later) <= BudgetClient.GrantedAt(first) + Window.TotalMilliseconds);

        for (int i = 0; i < 5; i++)
            Assert.NotNull((await client.AskAsync(Modest)).Id);
    }

    [Fact]
    public async Task A_permit_is_used_for_a_window_after_its_request_has_ended()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient a = Client(budget, "a", cap: 1, Window);
        BudgetClient b = Client(budget, "b", cap: 1, Window);
        SharedPermit first = await a.AskAsync();
        Task<SharedPermit> waiting = b.WaitAsync();
        await Task.Delay(Window);
        Assert.False(waiting.IsCompleted);
        long ended = await NowAsync();
        await a.GiveBackAsync(first);

        Assert.True(BudgetClient.GrantedAt(await waiting) > ended + Window.TotalMilliseconds);
    }

    [Fact]
    public async Task A_permit_that_was_not_used_is_free_again_at_once()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 2, TimeSpan.FromHours(1));
        SharedPermit unused = await client.AskAsync(Modest);
        Assert.Equal((1, 0), (await CountAsync("flight"), await CountAsync("ended")));
        await client.GiveBackAsync(unused, SharedPermitOutcome.Unused);

        Assert.Equal((0, 0), (await CountAsync("flight"), await CountAsync("ended")));

        async Task<int> CountAsync(string key) => (int)await Server.TellAsync("ZCARD", $"{{lobstr:{Account}}}:tasks:{key}");
    }

    [Fact]
    public async Task A_permit_whose_client_has_died_returns_a_window_after_its_lease()
    {
        using RedisSharedBudget budget = Budget(new RedisSharedBudgetOptions { Lease = TimeSpan.FromSeconds(1) });
        BudgetClient dead = Client(budget, "dead", cap: 1, Window);
        BudgetClient other = Client(budget, "other", cap: 1, Window);
        SharedPermit lost = await dead.AskAsync(request => request with { Timeout = TimeSpan.FromMilliseconds(100) });
        SharedPermit next = await other.WaitAsync();

        // 100 ms and 2 s, which is longer than the lease of the options.
        long back = BudgetClient.GrantedAt(lost) + 2100 + (long)Window.TotalMilliseconds;
        Assert.True(BudgetClient.GrantedAt(next) > back, $"{BudgetClient.GrantedAt(next) - back} ms");
        await other.GiveBackAsync(next, SharedPermitOutcome.Unused);

        // It was slow, and not dead: the service may have counted its request just now.
        long ended = await NowAsync();
        await dead.GiveBackAsync(lost);
        Assert.True(BudgetClient.GrantedAt(await other.WaitAsync()) > ended + Window.TotalMilliseconds);
    }

    [Fact]
    public async Task What_was_sent_without_a_permit_counts_as_sent_now()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 3, Window);
        long now = await NowAsync();
        Assert.Null((await client.AskAsync(request => request with { SentWithoutPermit = 3 })).Id);
        SharedPermit permit = await client.WaitAsync();

        Assert.True(BudgetClient.GrantedAt(permit) > now + Window.TotalMilliseconds);
    }

    [Fact]
    public async Task Without_a_cap_there_is_no_window()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: null, TimeSpan.FromMilliseconds(50));
        SharedPermit first = await client.WaitAsync();
        SharedPermit later;
        do
        {
            later = await client.WaitAsync();
            await client.GiveBackAsync(later);
        }
        while (BudgetClient.GrantedAt(later) <= BudgetClient.GrantedAt(first) + 50);

        for (int i = 0; i < 200; i++)
            Assert.NotNull((await client.AskAsync()).Id);
    }

    [Fact]
    public async Task Everybody_hears_how_many_clients_there_are_and_the_same_epoch()
    {
        using RedisSharedBudget budget = Budget();
        SharedPermit first = await Client(budget, "a", cap: 10, Window).AskAsync();
        SharedPermit second = await Client(budget, "b", cap: 10, Window).AskAsync();

        Assert.Equal((1, 2), (first.Clients, second.Clients));
        Assert.NotEmpty(first.Epoch!);
        Assert.Equal(first.Epoch, second.Epoch);
    }

    [Fact]
    public async Task A_permit_that_has_been_asked_for_comes_also_if_nobody_wants_it_any_more()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 10, Window);
        using var cancellation = new CancellationTokenSource();
        ValueTask<SharedPermit> asked = budget.AcquireAsync(new SharedPermitRequest { Member = client.Member, Wanted = 1, Polls = 1 }, cancellation.Token);
        await cancellation.CancelAsync();

        Assert.NotNull((await asked).Id);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => budget.AcquireAsync(new SharedPermitRequest { Member = client.Member }, cancellation.Token).AsTask());
    }

    // Wants less than there is.
    private static SharedPermitRequest Modest(SharedPermitRequest request) => request with { Wanted = 8, Polls = 6 };

    private static async Task<SharedPermit[]> SendAsync(BudgetClient client, int requests)
    {
        List<Task> underWay = [];
        List<SharedPermit> permits = [];
        for (int i = 0; i < requests; i++)
        {
            SharedPermit permit = await client.WaitAsync();
            permits.Add(permit);
            underWay.Add(EndAsync(permit, Random.Shared.Next(40)));
        }
        await Task.WhenAll(underWay);
        return [.. permits];

        async Task EndAsync(SharedPermit permit, int latency)
        {
            await Task.Delay(latency);
            await client.GiveBackAsync(permit);
        }
    }
}

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What one client learns from the service, all know: pauses, and what the headers say is left.</summary>
public abstract class PauseTests(BudgetServer server) : BudgetServerTests(server)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_pause_that_one_client_was_asked_for_is_waited_out_by_all()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient a = Client(budget, "a", cap: 100, Window);
        BudgetClient b = Client(budget, "b", cap: 100, Window);
        SharedPermit refused = await a.AskAsync();
        await a.GiveBackAsync(refused, SharedPermitOutcome.Throttled, release => release with { Pause = Pause });
        SharedPermit told = await b.AskAsync();

        Assert.Null(told.Id);
        Assert.InRange(told.PausedFor, TimeSpan.FromMilliseconds(1), Pause);
        Assert.Equal(await ReasonOfReference(release => release with { Outcome = SharedPermitOutcome.Throttled, Pause = Pause }), told.PauseReason);
        Assert.True(BudgetClient.GrantedAt(await b.WaitAsync()) >= BudgetClient.GrantedAt(refused) + Pause.TotalMilliseconds);
    }

    [Fact]
    public async Task After_a_pause_one_request_at_a_time_finds_out_whether_it_is_over()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient a = Client(budget, "a", cap: 100, Window);
        BudgetClient b = Client(budget, "b", cap: 100, Window);
        SharedPermit early = await a.AskAsync();
        await a.GiveBackAsync(await a.WaitAsync(), SharedPermitOutcome.Throttled, release => release with { Pause = Pause });
        // What was sent before the pause proves nothing.
        await a.GiveBackAsync(early);
        SharedPermit probe = await a.WaitAsync();
        SharedPermit told = await b.AskAsync();
        Assert.Null(told.Id);
        await Task.Delay(told.RetryAfter);
        Assert.Null((await b.AskAsync()).Id);
        await a.GiveBackAsync(probe);

        Assert.NotNull((await b.WaitAsync()).Id);
        Assert.NotNull((await a.WaitAsync()).Id);
    }

    [Fact]
    public async Task A_file_does_not_find_out_whether_a_pause_is_over()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient a = Client(budget, "a", cap: 100, Window);
        BudgetClient b = Client(budget, "b", cap: 100, Window);
        await a.GiveBackAsync(await a.AskAsync(), SharedPermitOutcome.Throttled, release => release with { Pause = Pause });
        SharedPermit file = await a.WaitAsync(request => request with { IsFile = true, Timeout = null });

        Assert.NotNull(file.Id);
        Assert.NotNull((await b.WaitAsync()).Id);
    }

    [Fact]
    public async Task Without_a_time_the_pause_grows_from_one_second()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 100, Window);
        long[] granted = new long[3];
        for (int i = 0; i < 3; i++)
        {
            SharedPermit permit = await client.WaitAsync();
            granted[i] = BudgetClient.GrantedAt(permit);
            await client.GiveBackAsync(permit, SharedPermitOutcome.Throttled);
        }

        Assert.True(granted[1] - granted[0] >= 1000, $"{granted[1] - granted[0]} ms");
        Assert.True(granted[2] - granted[1] >= 2000, $"{granted[2] - granted[1]} ms");
        Assert.InRange((await client.AskAsync()).PausedFor, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Without_rate_headers_a_429_halves_the_pace_and_good_answers_raise_it()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 100, TimeSpan.FromSeconds(10));
        await client.GiveBackAsync(await client.AskAsync(), SharedPermitOutcome.Throttled, release => release with { Pause = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(5, await NumberAsync("pace"));
        await client.GiveBackAsync(await client.WaitAsync());
        await client.GiveBackAsync(await client.WaitAsync());

        Assert.Equal(5.014, await NumberAsync("pace"), precision: 6);
        Assert.Equal(10, await NumberAsync("refused_pace"));
    }

    [Fact]
    public async Task What_the_headers_of_one_answer_say_is_left_holds_for_all_until_the_reset()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient a = Client(budget, "a", cap: 100, Long);
        BudgetClient b = Client(budget, "b", cap: 100, Long);
        SharedPermit first = await a.AskAsync();
        SharedPermit second = await b.WaitAsync();
        await a.GiveBackAsync(first, change: release => release with { Remaining = 3, Reset = 1000, ResetIn = Long });
        // The one in flight may not be counted yet: two are left.
        await b.WaitAsync();
        await b.WaitAsync();
        SharedPermit told = await a.AskAsync();

        Assert.Null(told.Id);
        Assert.Equal(await ReasonOfReference(release => release with { Remaining = 0, Reset = 1000, ResetIn = Long }), told.PauseReason);
        Assert.True(BudgetClient.GrantedAt(await a.WaitAsync()) >= BudgetClient.GrantedAt(first) + Long.TotalMilliseconds);
        Assert.True(BudgetClient.NumberOf(second) < BudgetClient.NumberOf(await b.WaitAsync()));
    }

    [Fact]
    public async Task The_lowest_that_is_heard_in_a_window_counts_and_older_windows_do_not()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 100, TimeSpan.FromMinutes(1));
        SharedPermit[] permits = [await client.AskAsync(), await client.WaitAsync(), await client.WaitAsync(), await client.WaitAsync()];
        await HearAsync(permits[0], 40, reset: 1000);
        await HearAsync(permits[1], 60, reset: 1001);
        Assert.Equal((40, 1001), (await NumberAsync("remaining"), await NumberAsync("reset")));
        await HearAsync(permits[2], 10, reset: 940);
        Assert.Equal(40, await NumberAsync("remaining"));
        await HearAsync(permits[3], 80, reset: 1060);

        Assert.Equal((80, 1060), (await NumberAsync("remaining"), await NumberAsync("reset")));

        Task HearAsync(SharedPermit permit, int remaining, long reset) =>
            client.GiveBackAsync(permit, change: release => release with { Remaining = remaining, Reset = reset, ResetIn = TimeSpan.FromSeconds(30) });
    }

    [Fact]
    public async Task A_reset_more_than_two_windows_away_is_nonsense()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 100, Window);
        await client.GiveBackAsync(await client.AskAsync(), change: release => release with { Remaining = 0, Reset = 1000, ResetIn = Window * 3 });

        Assert.Equal(TimeSpan.Zero, (await client.AskAsync()).PausedFor);
    }

    private async Task<double> NumberAsync(string name) =>
        (double)await Server.TellAsync("HGET", $"{{lobstr:{Account}}}:tasks:state", name);

    // The same, asked of the budget within a process.
    private static async Task<string?> ReasonOfReference(Func<SharedPermitRelease, SharedPermitRelease> release)
    {
        var client = new BudgetClient(
            new InMemorySharedBudget(), new SharedBudgetMember { Account = "a", Family = "tasks", Client = "a", Cap = 100, UsualLimit = 90, Window = Long });
        await client.GiveBackAsync(await client.AskAsync(), change: release);
        return (await client.AskAsync()).PauseReason;
    }
}

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What the scripts decide: of several clients, whose turn it is. All instants are the server's.</summary>
public abstract class TurnTests(BudgetServer server) : BudgetServerTests(server)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);

    // Where several have to ask within one: for a machine that stands still for a moment.
    private static readonly TimeSpan LongWindow = TimeSpan.FromMilliseconds(1500);

    [Fact]
    public async Task A_place_is_kept_for_whoever_was_told_to_come_for_two_seconds()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient first = Client(budget, "first", cap: 1, LongWindow);
        BudgetClient patient = Client(budget, "patient", cap: 1, LongWindow);
        BudgetClient hasty = Client(budget, "hasty", cap: 1, LongWindow);
        await first.GiveBackAsync(await first.AskAsync());
        long now = await NowAsync();
        SharedPermit told = await patient.AskAsync(request => request with { Waited = TimeSpan.FromSeconds(5) });
        await Task.Delay(told.RetryAfter + TimeSpan.FromMilliseconds(20));
        Assert.Null((await hasty.AskAsync()).Id);
        SharedPermit served = await hasty.WaitAsync();

        Assert.True(BudgetClient.GrantedAt(served) >= now + told.RetryAfter.TotalMilliseconds + 2000, "The place was not kept.");
        await hasty.GiveBackAsync(served, SharedPermitOutcome.Unused);
        Assert.NotNull((await patient.WaitAsync(request => request with { Waited = TimeSpan.FromSeconds(5) })).Id);
    }

    [Fact]
    public async Task Whoever_has_waited_longest_is_first()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient first = Client(budget, "first", cap: 1, LongWindow);
        BudgetClient patient = Client(budget, "patient", cap: 1, LongWindow);
        BudgetClient hasty = Client(budget, "hasty", cap: 1, LongWindow);
        await first.GiveBackAsync(await first.AskAsync());
        Task<SharedPermit> later = hasty.WaitAsync(request => request with { Waited = TimeSpan.FromSeconds(1) });
        Task<SharedPermit> sooner = patient.WaitAsync(request => request with { Waited = TimeSpan.FromSeconds(5) });
        SharedPermit served = await sooner;
        Assert.False(later.IsCompleted);
        await patient.GiveBackAsync(served);

        Assert.True(BudgetClient.NumberOf(await later) > BudgetClient.NumberOf(served));
    }

    [Fact]
    public async Task A_single_call_counts_as_if_it_had_waited_a_round_of_all_polls_longer()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient first = Client(budget, "first", cap: 1, LongWindow);
        BudgetClient caller = Client(budget, "caller", cap: 1, LongWindow);
        BudgetClient poller = Client(budget, "poller", cap: 1, LongWindow);
        await first.GiveBackAsync(await first.AskAsync());
        // A round of the hundred polls of each is forty seconds and more.
        Task<SharedPermit> later = poller.WaitAsync(request => request with { Waited = TimeSpan.FromSeconds(30) });
        SharedPermit served = await caller.WaitAsync(request => request with { IsUrgent = true });
        Assert.False(later.IsCompleted);
        await caller.GiveBackAsync(served);

        Assert.True(BudgetClient.NumberOf(await later) > BudgetClient.NumberOf(served));
    }

    [Fact]
    public async Task Whoever_wants_none_any_more_gives_its_place_up()
    {
        using RedisSharedBudget budget = Budget();
        BudgetClient first = Client(budget, "first", cap: 1, LongWindow);
        BudgetClient gone = Client(budget, "gone", cap: 1, LongWindow);
        BudgetClient left = Client(budget, "left", cap: 1, LongWindow);
        await first.GiveBackAsync(await first.AskAsync());
        SharedPermit told = await gone.AskAsync(request => request with { Waited = TimeSpan.FromHours(1) });
        long asked = await NowAsync();
        TimeSpan behind = (await left.AskAsync()).RetryAfter;
        await gone.GiveBackAsync(told);
        TimeSpan alone = (await left.AskAsync()).RetryAfter;
        var passed = TimeSpan.FromMilliseconds(await NowAsync() - asked);

        // A window is the pace of one permit a window; instants are whole milliseconds.
        Assert.InRange(behind - alone, LongWindow, LongWindow + passed + TimeSpan.FromMilliseconds(2));
    }

    [Fact]
    public async Task Whoever_waits_behind_many_that_have_been_due_longer_is_told_to_come_when_those_are_done()
    {
        TimeSpan window = TimeSpan.FromSeconds(10);
        using RedisSharedBudget budget = Budget();
        BudgetClient first = Client(budget, "first", cap: 100, window);
        BudgetClient large = Client(budget, "large", cap: 100, window);
        await first.AskAsync();
        await large.AskAsync(request => request with { Waited = TimeSpan.FromHours(1), Due = 11 });
        // One that has just become due comes after all eleven; one that became due half way, after six.
        TimeSpan last = (await first.AskAsync()).RetryAfter;
        TimeSpan midway = (await first.AskAsync(request => request with { Waited = TimeSpan.FromMinutes(30) })).RetryAfter;

        // A hundred a window is one in 100 ms; the first slot is at most that far away.
        Assert.InRange(last, TimeSpan.FromMilliseconds(1100), TimeSpan.FromMilliseconds(1210));
        Assert.InRange(midway, TimeSpan.FromMilliseconds(600), TimeSpan.FromMilliseconds(710));
    }

    [Fact]
    public async Task A_client_with_one_watch_is_not_starved_by_one_with_many()
    {
        const int Many = 60;
        using RedisSharedBudget budget = Budget();
        BudgetClient large = Client(budget, "large", cap: 20, Window);
        BudgetClient small = Client(budget, "small", cap: 20, Window);
        using var stop = new CancellationTokenSource();
        // Each of its polls is due again when it is answered, so that its oldest has always waited a round.
        var due = new Queue<long>(Enumerable.Repeat(Environment.TickCount64, Many));
        Task all = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                SharedPermit permit = await large.AskAsync(request => request with
                {
                    Waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - due.Peek()),
                    Polls = Many,
                    Due = Many,
                });
                if (permit.Id is null)
                {
                    await Task.Delay(permit.RetryAfter);
                    continue;
                }
                due.Dequeue();
                due.Enqueue(Environment.TickCount64);
                await large.GiveBackAsync(permit);
            }
        });

        List<long> numbers = [];
        for (int i = 0; i < 4; i++)
        {
            SharedPermit permit = await small.WaitAsync(request => request with { Wanted = 5, Polls = 1 });
            numbers.Add(BudgetClient.NumberOf(permit));
            await small.GiveBackAsync(permit);
        }
        await stop.CancelAsync();
        await all;

        // Three rounds. Each permit has two numbers: one when it is granted, one when it has ended.
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 3 * 2 * (Many + 1)));
    }
}

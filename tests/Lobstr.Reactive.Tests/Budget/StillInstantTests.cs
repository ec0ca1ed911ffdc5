using System.Reactive.Concurrency;
using CsCheck;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>When a request is due does not depend on when one looks: a clock that moves with every look makes no difference.</summary>
public class StillInstantTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_next_sending_stays_where_it_is_until_it_is_due() => (
        from cap in Gen.Int[1, 120].Select(cap => cap > 100 ? (int?)null : cap)
        from steps in Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4_000], Gen.Int[0, 100]).Array[1, 80]
        from wanted in Gen.Double[0, 400]
        from members in Gen.Int[1, 20]
        from isFile in Gen.Bool
        from look in Gen.Double[0, 1]
        select (cap, steps, wanted, members, isFile, look)).Sample(life =>
        {
            RequestBudget budget = new(life.cap, defaultLimit: 90, Window);
            TimeSpan now = TimeSpan.Zero;
            int underWay = 0;
            List<TimeSpan> returns = [];
            foreach ((int what, int milliseconds, int number) in life.steps)
            {
                now += TimeSpan.FromMilliseconds(milliseconds);
                int change = Play(budget, what, number, underWay, now);
                underWay += change;
                if (change < 0)
                    returns.Add(now + Window);
                TimeSpan due = budget.NextSend(now, life.wanted, life.members, life.isFile);
                if (due == Clock.Never || due <= now)
                    continue;
                TimeSpan later = now + ((due - now) * life.look);
                // A permit that returns is no look: it may bring the next sending forward.
                if (!returns.Exists(instant => instant >= now && instant < later) && budget.NextSend(later, life.wanted, life.members, life.isFile) < due)
                    return false;
            }

            return true;
        });

    [Fact]
    public void Asking_changes_nothing() => (
        from cap in Gen.Int[1, 120].Select(cap => cap > 100 ? (int?)null : cap)
        from steps in Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4_000], Gen.Int[0, 100]).Array[1, 80]
        from wanted in Gen.Double[0, 400]
        from members in Gen.Int[1, 20]
        select (cap, steps, wanted, members)).Sample(life =>
        {
            RequestBudget asked = new(life.cap, defaultLimit: 90, Window);
            RequestBudget unasked = new(life.cap, defaultLimit: 90, Window);
            TimeSpan now = TimeSpan.Zero;
            int underWay = 0;
            foreach ((int what, int milliseconds, int number) in life.steps)
            {
                now += TimeSpan.FromMilliseconds(milliseconds);
                for (int look = 0; look < number; look++)
                    asked.NextSend(now + TimeSpan.FromSeconds(look), life.wanted, life.members);
                Play(asked, what, number, underWay, now);
                underWay += Play(unasked, what, number, underWay, now);
            }

            return asked.NextSend(now, life.wanted, life.members) == unasked.NextSend(now, life.wanted, life.members);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void A_fleet_on_a_clock_that_moves_with_every_look_asks_little_of_its_scheduler(long ticks)
    {
        const int Watches = 10;
        HistoricalScheduler time = new();
        CallCountingScheduler scheduler = new(time, perLook: TimeSpan.FromTicks(ticks));
        LobstrSimulator service = new(time);
        int requests = 0;
        using LobstrClient client = service.CreateClient(options => options with { Scheduler = scheduler });
        using IDisposable counting = client.Events.Subscribe(happened => requests += happened is RequestSent ? 1 : 0, _ => { });
        for (int i = 0; i < Watches; i++)
            client.Uploads.Watch(service.AddUpload(UploadScript.Pending(TimeSpan.FromDays(1)).Succeeds())).Subscribe(_ => { }, _ => { });

        time.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.InRange(requests, 80, 91);
        // Events are delivered by actions of the same scheduler.
        Assert.InRange(scheduler.Calls, requests, requests * 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Readers_of_results_on_such_a_clock_ask_little_of_it_too(long ticks)
    {
        HistoricalScheduler time = new();
        CallCountingScheduler scheduler = new(time, perLook: TimeSpan.FromTicks(ticks));
        using PagesHandler service = new();
        using HttpClient http = new(service);
        using LobstrClient client = new(http, new() { ApiKey = ClientRun.Key, Scheduler = scheduler });
        for (int i = 0; i < 5; i++)
            client.Runs.Results($"run-{i}").Subscribe(_ => { }, _ => { });

        time.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.InRange(service.Requests, 60, 122);
        Assert.InRange(scheduler.Calls, service.Requests, service.Requests * 10);
    }

    // What happens to a budget: a sending, an end, headers (others take what is missing, and the reset wanders), a refusal with a word of how
    // long to wait or without one, a file that never ends, an answer.
    private static int Play(RequestBudget budget, int what, int number, int underWay, TimeSpan now)
    {
        switch (what)
        {
            case 0:
                budget.OnSent(now, due: now);
                return 1;
            case 1 when underWay > 0:
                budget.OnEnded(now);
                budget.OnAccepted(now);
                return -1;
            case 2:
                int minute = 1 + (int)(now / Window);
                RateLimit limit = new() { IsKnown = true, Remaining = number, Window = (60 * minute) - (number % 3), ResetIn = (Window * minute) - now };
                budget.Update(limit, now);
                return 0;
            case 3 when number < 5:
                budget.OnThrottled(TimeSpan.FromSeconds(number), limit: default, sentAt: now, now);
                return 0;
            case 4 when number < 10:
                budget.OnThrottled(retryAfter: null, limit: default, sentAt: now, now);
                return 0;
            case 5 when number < 10:
                budget.OnSent(now, due: now - TimeSpan.FromSeconds(number), isFile: true);
                return 0;
            case 6:
                budget.OnAccepted(now);
                return 0;
            default:
                return 0;
        }
    }

    /// <summary>A page with one new row, and there is always another one.</summary>
    private sealed class PagesHandler : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage
            {
                Content = new StringContent($$"""{"data":[{"id":"{{++Requests}}"}],"next":"https://api.lobstr.io/v1/results?page={{Requests + 1}}"}"""),
            });
    }
}

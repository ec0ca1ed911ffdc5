using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>Requests that share a budget: how often they are sent, which is next, and what is told of them.</summary>
public class RequestFamilyTests
{
    private static readonly SharedBudgetMember Member =
        new() { Account = "account", Family = "tasks", Client = "client", Cap = 90, UsualLimit = 90, Window = TimeSpan.FromMinutes(1) };

    private static readonly DateTimeOffset Date = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 1_024)]
    [InlineData(2, 30_720)]
    [InlineData(100_000, 1)]
    [InlineData(0.001, 61_440_000)]
    [InlineData(0, 61_440_000)]
    public void How_often_something_is_sent_in_a_window_is_a_whole_number_and_never_zero(double delay, int rate) =>
        Assert.Equal(rate, New().RateOf(At(delay)));

    [Fact]
    public void The_delay_of_a_rate_is_the_one_that_it_was_made_of()
    {
        RequestFamily family = New();
        StubRequest request = new("poll");
        Assert.Equal(At(60 * 1_024), family.DelayOf(request));

        family.SetRate(request, family.RateOf(At(2)));
        Assert.Equal(At(2), family.DelayOf(request));
    }

    [Fact]
    public void Whatever_rates_come_and_go_what_is_left_is_the_sum_of_those_that_are_there() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 100_000]).Array[1, 50].Sample(changes =>
        {
            RequestFamily family = New();
            RequestFamily fresh = New();
            StubRequest[] requests = [.. Enumerable.Range(0, 8).Select(i => new StubRequest($"{i}"))];
            foreach ((int which, int rate) in changes)
                family.SetRate(requests[which], rate % 3 == 0 ? 0 : rate);
            foreach (StubRequest request in requests)
                fresh.SetRate(new StubRequest("copy"), request.Rate);

            // The budget spreads by their sum, and by how many there are.
            foreach (RequestFamily each in (RequestFamily[])[family, fresh])
            {
                each.Budget.OnSent(At(0), due: At(0));
                each.Add(new StubRequest("due"), At(0));
            }

            QueueRun run = new();
            Assert.Equal(fresh.NextSend(At(0), run.Queue.InFlight), family.NextSend(At(0), run.Queue.InFlight));
        });

    [Fact]
    public void What_is_lined_up_is_due_and_what_is_taken_or_removed_is_idle()
    {
        QueueRun run = new();
        RequestFamily family = New();
        (StubRequest one, StubRequest other) = (new("one"), new("other"));
        family.Add(one, At(1));
        family.Add(other, At(2));
        Assert.Equal((RequestPhase.Due, RequestPhase.Due), (one.Phase, other.Phase));

        family.Remove(other);
        Assert.Equal(RequestPhase.Idle, other.Phase);
        Assert.Same(one, family.Next(At(3), run.Queue.InFlight));
        Assert.Same(one, family.TakeNext(At(3), run.Queue.InFlight));
        Assert.Equal(RequestPhase.Idle, one.Phase);
        Assert.Null(family.Next(At(3), run.Queue.InFlight));
        Assert.Equal(Clock.Never, family.NextSend(At(3), run.Queue.InFlight));
    }

    [Fact]
    public void A_file_waits_for_what_finds_out_sooner_whether_a_pause_is_over()
    {
        QueueRun run = new();
        RequestFamily family = New();
        family.Add(new StubRequest("file", isFile: true), At(1));
        family.Add(new StubRequest("poll"), At(2));
        Assert.Equal("file", $"{family.Next(At(3), run.Queue.InFlight)}");

        family.Budget.OnThrottled(At(10), limit: default, sentAt: At(3), At(3));
        Assert.Equal("poll", $"{family.TakeNext(At(13), run.Queue.InFlight)}");
        Assert.Equal("file", $"{family.Next(At(13), run.Queue.InFlight)}");
        Assert.Equal(At(13), family.NextSend(At(13), run.Queue.InFlight));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_in_flight_keeps_another_from_finding_out_and_nothing_else(bool isShared)
    {
        QueueRun run = new();
        RequestFamily family = New();
        if (isShared)
            family.Permits = new(new StubSharedBudget(), Member, run.Queue, family, At(30), CancellationToken.None);
        family.Budget.OnSent(At(0), due: At(0), isFile: true);
        family.Budget.OnThrottled(At(10), limit: default, sentAt: At(0), At(0));
        family.Add(new StubRequest("file", isFile: true), At(1));
        Assert.Equal(Clock.Never, family.NextSend(At(11), run.Queue.InFlight));

        family.Add(new StubRequest("poll"), At(2));
        Assert.Equal(At(11), family.NextSend(At(11), run.Queue.InFlight));
    }

    [Fact]
    public void Where_the_budget_is_shared_what_the_headers_leave_is_decided_there()
    {
        QueueRun run = new();
        RequestFamily family = New();
        family.Add(new StubRequest("poll"), At(0));
        family.Budget.Update(new() { IsKnown = true, Remaining = 0, Window = 40, ResetIn = At(40) }, At(0));
        Assert.Equal(At(40), family.NextSend(At(1), run.Queue.InFlight));

        family.Permits = new(new StubSharedBudget(), Member, run.Queue, family, At(30), CancellationToken.None);
        Assert.Equal(At(1), family.NextSend(At(1), run.Queue.InFlight));
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(2, 0)]
    [InlineData(1, 0)]
    public void A_permit_is_asked_for_with_how_long_the_first_of_them_has_been_due(double now, double waited)
    {
        RequestFamily family = New();
        family.Add(new StubRequest("poll"), At(2));
        family.Add(new StubRequest("another"), At(3));

        SharedPermitRequest request = family.Ask(Member, At(now));
        Assert.Equal((At(waited), 2), (request.Waited, request.Due));
    }

    [Fact]
    public void A_snapshot_says_what_is_used_and_until_when_and_why_nothing_is_sent()
    {
        RequestFamily family = New();
        family.Budget.OnSent(At(1), due: At(1));
        family.Budget.OnSent(At(1), due: At(1));
        family.Budget.OnEnded(At(2));
        family.Add(new StubRequest("poll"), At(2));
        BudgetUsage usage = family.UsageAt(At(3), Date);

        Assert.Equal(("tasks", 90, At(60), 1, 2, 1), (usage.Family, usage.Cap, usage.Window, usage.InFlight, usage.UsedInWindow, usage.Waiting));
        Assert.Equal((null, null), (usage.PausedUntil, usage.PauseReason));

        family.Budget.OnThrottled(At(10), limit: default, sentAt: At(3), At(3));
        Assert.Equal((Date.AddSeconds(9), PauseReasons.Throttled), Pause(family, At(4)));
        Assert.Equal((null, null), Pause(family, At(13)));
    }

    [Fact]
    public void Of_two_pauses_the_one_that_ends_last_is_told()
    {
        RequestFamily family = New();
        family.Budget.OnThrottled(At(10), limit: default, sentAt: At(0), At(0));
        family.Budget.Update(new() { IsKnown = true, Remaining = 0, Window = 10, ResetIn = At(10) }, At(0));
        Assert.Equal((Date.AddSeconds(10), PauseReasons.Throttled), Pause(family, At(0)));

        family.Budget.Update(new() { IsKnown = true, Remaining = 0, Window = 40, ResetIn = At(40) }, At(0));
        Assert.Equal((Date.AddSeconds(39), PauseReasons.UsedUp), Pause(family, At(1)));
        Assert.Equal((null, null), Pause(family, At(40)));
    }

    private static (DateTimeOffset? Until, string? Reason) Pause(RequestFamily family, TimeSpan now)
    {
        BudgetUsage usage = family.UsageAt(now, Date);
        return (usage.PausedUntil, usage.PauseReason);
    }

    private static RequestFamily New() => new("tasks", new RequestBudget(90, defaultLimit: 90, At(60)));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

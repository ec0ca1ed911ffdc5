using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class ClockTests : SimulatorTest
{
    [Fact]
    public void On_a_clock_of_the_year_1_the_service_lives_in_2026()
    {
        Assert.Equal(1, Clock.Now.Year);
        Advance(90.5);

        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 1, 30, 500, TimeSpan.Zero), Simulator.Now);
        Assert.Equal("Thu, 01 Jan 2026 00:01:30 GMT", Header(Get("me"), "Date"));
    }

    [Fact]
    public void On_a_plausible_clock_the_service_lives_now_to_the_whole_second()
    {
        var clock = new HistoricalScheduler(new DateTimeOffset(2031, 5, 6, 7, 8, 9, 999, TimeSpan.Zero));
        var simulator = new LobstrSimulator(clock);
        clock.AdvanceBy(Seconds(1));

        Assert.Equal(new DateTimeOffset(2031, 5, 6, 7, 8, 10, TimeSpan.Zero), simulator.Now);
    }

    [Fact]
    public void The_epoch_can_be_said_and_the_skew_from_it()
    {
        Options = Options with { Epoch = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), ClockSkew = TimeSpan.FromMinutes(-5) };

        Assert.Equal("Mon, 31 Dec 2029 23:55:00 GMT", Header(Get("me"), "Date"));
    }

    [Fact]
    public void The_Date_header_can_be_switched_off()
    {
        Options = Options with { DateHeader = false };

        Assert.Null(Get("me").Headers.Date);
    }

    [Fact]
    public void A_clock_that_jumps_moves_no_script()
    {
        var scheduler = new AwkwardScheduler(Clock);
        var simulator = new LobstrSimulator(scheduler);
        scheduler.Jump = TimeSpan.FromDays(400);

        Assert.Equal(TimeSpan.Zero, simulator.Elapsed);
    }
}

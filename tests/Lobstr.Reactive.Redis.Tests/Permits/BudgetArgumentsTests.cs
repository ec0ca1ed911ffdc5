using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What the scripts are told.</summary>
public sealed class BudgetArgumentsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly SharedBudgetMember Member =
        new() { Account = "account", Family = "tasks", Client = "client", Cap = 80, UsualLimit = 90, Window = TimeSpan.FromMinutes(1) };

    [Fact]
    public void Whoever_asks_says_who_it_is_what_it_wants_and_what_it_knows()
    {
        string[] told = Told(new SharedPermitRequest
        {
            Member = Member,
            Waited = TimeSpan.FromTicks((1500 * TimeSpan.TicksPerMillisecond) + 1),
            IsUrgent = true,
            IsFile = true,
            Wanted = 1.5,
            Polls = 4,
            SentWithoutPermit = 2,
            Epoch = "e",
            Due = 3,
        });

        // A part of a millisecond is a whole one; a file may take ten minutes.
        Assert.Equal(["60000", "90", "client", "80", "1501", "1", "1", "1.5", "4", "2", "600000", "e"], told[..12]);
        Assert.Matches("^[0-9a-f]{32}$", told[12]);
        Assert.Equal("3", told[13]);
        Assert.Equal(14, told.Length);
    }

    [Fact]
    public void What_it_does_not_have_is_empty()
    {
        string[] told = Told(new SharedPermitRequest { Member = Member with { Cap = null, Window = TimeSpan.Zero }, Timeout = TimeSpan.FromSeconds(5) });

        Assert.Equal(["1", "90", "client", "", "0", "0", "0", "0", "0", "0", "30000", ""], told[..12]);
    }

    [Theory]
    [InlineData(5, 30_000)]
    [InlineData(28, 30_000)]
    [InlineData(28.001, 30_001)]
    [InlineData(40, 42_000)]
    [InlineData(922_337_203_684, 922_337_203_685_478)]
    public void A_permit_lasts_as_long_as_its_request_may_take_and_two_seconds_but_no_less_than_the_lease(double timeout, long lease) =>
        Assert.Equal($"{lease}", Told(new SharedPermitRequest { Member = Member, Timeout = timeout > 1e9 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(timeout) })[10]);

    [Theory]
    [InlineData(SharedPermitOutcome.Unused, "unused")]
    [InlineData(SharedPermitOutcome.Accepted, "accepted")]
    [InlineData(SharedPermitOutcome.Throttled, "throttled")]
    [InlineData(SharedPermitOutcome.Ended, "ended")]
    public void Whoever_returns_one_says_what_became_of_it(SharedPermitOutcome outcome, string name) =>
        Assert.Equal(["60000", "90", "client", "7", name, "", "", "0", "0"], Told(new SharedPermitRelease { Member = Member, Id = "7", Outcome = outcome }));

    [Fact]
    public void Whoever_returns_one_says_what_the_service_said() => Assert.Equal(
        ["60000", "90", "client", "", "ended", "2000", "0", "170", "3001"],
        Told(new SharedPermitRelease
        {
            Member = Member,
            Outcome = SharedPermitOutcome.Ended,
            Pause = TimeSpan.FromSeconds(2),
            Remaining = 0,
            Reset = 170,
            ResetIn = TimeSpan.FromSeconds(3.0001),
        }));

    private static string[] Told(SharedPermitRequest request) => Text(BudgetArguments.Of(request, Lease));

    private static string[] Told(SharedPermitRelease release) => Text(BudgetArguments.Of(release));

    private static string[] Text(RedisValue[] values) => [.. values.Select(value => value.ToString())];
}

using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>Which of the requests that are due is next.</summary>
public class DueRequestsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void As_long_as_nothing_is_known_of_lives_polls_go_in_turn() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 2_000], Gen.Int[-2_000, 0]).Array[1, 40]).Sample((hasTable, polls) =>
        {
            DueRequests due = new() { Lives = hasTable ? new() : null };
            for (int i = 0; i < polls.Length; i++)
                due.Add(new StubRequest($"{i}", bornAt: polls[i].Item2), At(polls[i].Item1));

            TimeSpan[] taken = [.. TakeAll(due, At(2_000), round: Hour).Select(request => request.Slot.Due)];

            Assert.Equal(taken.Order(), taken);
        });

    [Fact]
    public void Of_two_that_have_waited_as_long_the_one_whose_age_sees_more_ends_is_first()
    {
        DueRequests due = new() { Lives = new() };
        for (int i = 0; i < 50; i++)
        {
            due.Lives!.Observe(At(0), At(4), hasEnded: i % 2 == 0);
            due.Lives!.Observe(At(4), At(1_000), hasEnded: false);
        }

        due.Add(new StubRequest("old", bornAt: -500), At(99));
        due.Add(new StubRequest("young", bornAt: 99), At(100));

        Assert.Equal("young, old", string.Join(", ", TakeAll(due, At(103), Hour)));
    }

    [Fact]
    public void A_wait_counts_twice_for_the_chance_grows_with_it_and_so_does_what_goes_unnoticed()
    {
        // An end is twice as likely at the age of the second: 4 x 4 x 1 are less than 3 x 3 x 2, and 3 x 3 x 1 more than 2 x 2 x 2.
        foreach ((double wait, string first) in ((double, string)[])[(3, "likely"), (2, "unlikely")])
        {
            DueRequests due = new() { Lives = new() };
            for (int i = 0; i < 5_000; i++)
            {
                due.Lives!.Observe(At(1), At(3), hasEnded: true);
                due.Lives!.Observe(At(17), At(19), hasEnded: true);
                due.Lives!.Observe(At(17), At(18), hasEnded: false);
            }

            due.Add(new StubRequest("unlikely", bornAt: 80), At(100 - wait - 1));
            due.Add(new StubRequest("likely", bornAt: 100 - wait), At(100 - wait));

            Assert.Equal(first, $"{due.Next(At(100), Hour, canBeFile: true, canBeOther: true)}");
        }
    }

    [Fact]
    public void Whoever_has_waited_for_two_rounds_is_next_whatever_the_others_are_worth()
    {
        DueRequests due = new() { Lives = new() };
        for (int i = 0; i < 500; i++)
        {
            due.Lives!.Observe(At(0), At(1), hasEnded: true);
            due.Lives!.Observe(At(4), At(2_000), hasEnded: false);
        }

        due.Add(new StubRequest("old", bornAt: -800), At(100));
        due.Add(new StubRequest("young", bornAt: 110), At(110));

        Assert.Equal("young", $"{due.Next(At(120), round: At(10), canBeFile: true, canBeOther: true)}");
        Assert.Equal("old", $"{due.Next(At(120) + TimeSpan.FromTicks(1), round: At(10), canBeFile: true, canBeOther: true)}");
    }

    [Fact]
    public void Nobody_is_passed_over_for_a_poll_once_it_is_oldest_and_has_waited_for_two_rounds() => (
        from ends in Gen.Select(Gen.Int[0, 500], Gen.Int[0, 50], Gen.Bool).Array[0, 50]
        from steps in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1_000], Gen.Int[0, 2_000]).Array[1, 200]
        from round in Gen.Int[1, 300]
        select (ends, steps, round)).Sample(life =>
        {
            DueRequests due = new() { Lives = new() };
            List<Request> polls = [];
            foreach ((int from, int length, bool hasEnded) in life.ends)
                due.Lives!.Observe(At(from), At(from + length), hasEnded);
            TimeSpan now = At(3_000);
            foreach ((int what, int wait, int age) in life.steps)
            {
                now += At(1);
                StubRequest request = new($"{what}", bornAt: now.TotalSeconds - wait - age) { IsUrgent = what == 0, IsFirst = what == 1 };
                due.Add(request, now - At(wait));
                if (!request.IsUrgent)
                    polls.Add(request);
                if (what == 2)
                    continue;
                TimeSpan oldest = polls.Count > 0 ? polls.Min(poll => poll.Slot.Due) : Clock.Never;
                Request next = due.Take(now, At(life.round), canBeFile: true, canBeOther: true);
                if (next.Lane != RequestLanes.Calls && now - oldest > At(life.round * 2))
                    Assert.Equal(oldest, next.Slot.Due);
                polls.Remove(next);
            }
        });

    [Fact]
    public void Calls_take_every_second_permit_at_most_unless_they_have_waited_longest()
    {
        DueRequests due = new() { Lives = new() };
        for (int i = 0; i < 6; i++)
            due.Add(new StubRequest($"poll{i}"), At(10));
        for (int i = 0; i < 3; i++)
            due.Add(new StubRequest($"late{i}") { IsUrgent = true }, At(11));
        Assert.Equal("late0, poll0, late1, poll1", Take(due, 4));

        due.Add(new StubRequest("early0") { IsUrgent = true }, At(9));
        due.Add(new StubRequest("early1") { IsUrgent = true }, At(9));
        Assert.Equal("early0, early1, late2, poll2, poll3, poll4, poll5", Take(due, 7));
    }

    [Fact]
    public void Among_files_and_calls_the_one_that_has_waited_longest_is_first_if_there_is_room_for_it()
    {
        DueRequests due = new() { Lives = new() };
        due.Add(new StubRequest("file", isFile: true), At(1));
        due.Add(new StubRequest("call") { IsUrgent = true }, At(2));
        due.Add(new StubRequest("poll"), At(3));

        Assert.Equal("file", Next(due, canBeFile: true, canBeOther: true));
        Assert.Equal("call", Next(due, canBeFile: false, canBeOther: true));
        Assert.Equal("file", Next(due, canBeFile: true, canBeOther: false));
        Assert.Equal("", Next(due, canBeFile: false, canBeOther: false));
        Assert.Equal((3, true, true), (due.Count, due.HasFiles, due.HasOthers));

        Assert.Equal("file", Take(due, 1));
        Assert.Equal((2, false, true), (due.Count, due.HasFiles, due.HasOthers));
    }

    [Fact]
    public void What_is_no_file_leaves_files_alone()
    {
        DueRequests due = new();
        due.Add(new StubRequest("poll"), At(1));
        due.Add(new StubRequest("file", isFile: true), At(2));

        due.Take(At(3), Hour, canBeFile: false, canBeOther: true);

        Assert.Equal((1, true, false), (due.Count, due.HasFiles, due.HasOthers));
    }

    [Fact]
    public void A_first_newcomer_is_next_whenever_it_comes()
    {
        DueRequests due = new();
        for (int i = 0; i < 50; i++)
            due.Add(new StubRequest("poll", bornAt: -100), At(0));
        for (int i = 0; i < 40; i++)
            due.Take(At(1), Hour, canBeFile: true, canBeOther: true);

        due.Add(new StubRequest("newcomer", bornAt: 1) { IsFirst = true }, At(1));

        Assert.Equal("newcomer", Next(due, canBeFile: true, canBeOther: true));
    }

    [Fact]
    public void A_file_alone_leaves_nothing_else_to_be_sent()
    {
        DueRequests due = new() { Lives = new() };
        StubRequest file = new("file", isFile: true);
        due.Add(file, At(1));
        Assert.Equal((1, true, false), (due.Count, due.HasFiles, due.HasOthers));

        due.Remove(file);
        Assert.Equal((0, false, false), (due.Count, due.HasFiles, due.HasOthers));
        Assert.Equal("", Next(due, canBeFile: true, canBeOther: true));
    }

    [Theory]
    [InlineData(30, "0, 32, 64, 96")]
    [InlineData(30.5, "0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96")]
    public void Newcomers_have_one_permit_in_32_and_one_in_8_if_they_are_late(double now, string permits)
    {
        DueRequests due = new() { Lives = new() };
        for (int i = 0; i < 100; i++)
        {
            due.Add(new StubRequest("poll", bornAt: -100), At(0));
            due.Add(new StubRequest("newcomer", bornAt: 10) { IsFirst = true }, At(10));
        }

        string[] taken = [.. Enumerable.Range(0, 100).Select(_ => $"{due.Take(At(now), Hour, canBeFile: true, canBeOther: true)}")];

        Assert.Equal(permits, string.Join(", ", Enumerable.Range(0, 100).Where(at => taken[at] == "newcomer")));
    }

    [Fact]
    public void What_was_urgent_is_so_no_more_when_it_is_taken()
    {
        DueRequests due = new() { Lives = new() };
        due.Add(new StubRequest("poll") { IsUrgent = true }, At(0));

        Assert.False(due.Take(At(1), Hour, canBeFile: true, canBeOther: true).IsUrgent);
    }

    [Fact]
    public void Looking_changes_nothing() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100], Gen.Int[0, 1_000]).Array[1, 60].Sample(requests =>
        {
            (DueRequests looked, DueRequests other) = (new() { Lives = new() }, new() { Lives = new() });
            foreach (DueRequests due in (DueRequests[])[looked, other])
            {
                for (int i = 0; i < requests.Length; i++)
                {
                    (int what, int at, int age) = requests[i];
                    due.Add(new StubRequest($"{i}", at - age, isFile: what == 3) { IsUrgent = what == 0, IsFirst = what == 1 }, At(at));
                    due.Lives!.Observe(At(age), At(age + at), hasEnded: what == 2);
                }
            }

            for (int i = 0; i < requests.Length; i++)
            {
                string? next = null;
                for (int look = 0; look < i % 4; look++)
                    next = $"{looked.Next(At(101), At(60), canBeFile: true, canBeOther: true)}";
                Request taken = looked.Take(At(101), At(60), canBeFile: true, canBeOther: true);

                Assert.Equal($"{other.Take(At(101), At(60), canBeFile: true, canBeOther: true)}", $"{taken}");
                Assert.Equal(next ?? $"{taken}", $"{taken}");
            }
        });

    private static List<Request> TakeAll(DueRequests due, TimeSpan now, TimeSpan round)
    {
        List<Request> taken = [];
        while (due.Count > 0)
            taken.Add(due.Take(now, round, canBeFile: true, canBeOther: true));
        return taken;
    }

    private static string Take(DueRequests due, int number) =>
        string.Join(", ", Enumerable.Range(0, number).Select(_ => $"{due.Take(At(20), Hour, canBeFile: true, canBeOther: true)}"));

    private static string Next(DueRequests due, bool canBeFile, bool canBeOther) => $"{due.Next(At(20), Hour, canBeFile, canBeOther)}";

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}

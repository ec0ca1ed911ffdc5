using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>What is checked where a watch is made, before anybody subscribes.</summary>
public class ArgumentTests
{
    public static TheoryData<string?> BadIds { get; } =
        [null!, "", " ", "a/b", "/", "..", ".", "a?b", "a#b", "a b", "a\n", " a", "a%2Fb", "a\\b", "a.b", "ä", "١", "a:b", "a+b", "a\0", "ａ"];

    public static TheoryData<string> GoodIds { get; } =
        ["427a7bfc54cf4ce483d83ba23425164b", "427a7bfc-54cf-4ce4-83d8-3ba23425164b", "A", "z_9", "-", "_"];

    public static TheoryData<string> BadOptions { get; } =
        ["Timeout 0", "Timeout -1", "NotFoundGrace", "Retry", "MaxRetries", "BaseDelay", "MaxDelay"];

    [Theory]
    [MemberData(nameof(BadIds))]
    public void Watch_refuses_an_id_that_could_address_something_else(string? id)
    {
        using ClientRun run = new();

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => { _ = run.Client.Uploads.Watch(id!); });

        Assert.Equal("uploadTaskId", error.ParamName);
        Assert.Empty(run.Service.Requests);
    }

    [Theory]
    [MemberData(nameof(BadIds))]
    public void GetStatusAsync_refuses_an_id_that_could_address_something_else(string? id)
    {
        using ClientRun run = new();

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => { _ = run.Client.Uploads.GetStatusAsync(id!, TestContext.Current.CancellationToken); });

        Assert.Equal("uploadTaskId", error.ParamName);
        run.RunTo(1);
        Assert.Empty(run.Service.Requests);
    }

    [Theory]
    [InlineData("a/b", "U+002F")]
    [InlineData("up 1\n", "U+0020")]
    [InlineData("١", "U+0661")]
    public void A_refused_id_is_told_by_the_character_that_is_wrong(string id, string character)
    {
        using ClientRun run = new();

        ArgumentException error = Assert.Throws<ArgumentException>(() => { _ = run.Client.Uploads.Watch(id); });

        Assert.Contains(character, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(id, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(GoodIds))]
    public void An_id_of_letters_digits_hyphens_and_underscores_is_asked_for_as_it_is(string id)
    {
        using ClientRun run = new();
        run.Service.Answers(200, """{"state":"SUCCESS"}""");

        run.Observer.SubscribeTo(run.Client.Uploads.Watch(id));
        run.RunTo(1);

        run.Says($"""
            0  subscribe
            0  GET /v1/tasks/upload/{id}
            0  next SUCCESS
            0  completed
            """);
        Assert.Equal(id, run.Observer.Values[0].Id);
    }

    [Fact]
    public void Create_refuses_a_null_function() =>
        Assert.Equal("poll", Assert.Throws<ArgumentNullException>(() => UploadStatusObservable.Create(null!)).ParamName);

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Create_names_an_option_that_is_out_of_range(string option)
    {
        TestScheduler scheduler = new();
        PollScript polls = new(scheduler, new(scheduler));

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => UploadStatusObservable.Create(polls.Poll, Bad(option), scheduler));

        Assert.Equal("options", error.ParamName);
        Assert.Contains(option.Split(' ')[0], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Watch_names_an_option_that_is_out_of_range(string option)
    {
        using ClientRun run = new();

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => run.Client.Uploads.Watch(ClientRun.Id, Bad(option)));

        Assert.Equal("options", error.ParamName);
        Assert.Contains(option.Split(' ')[0], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_at_the_edges_of_their_ranges_are_accepted()
    {
        WatchRun run = new(new()
        {
            Timeout = TimeSpan.MaxValue,
            NotFoundGrace = TimeSpan.MaxValue,
            Schedule = PollSchedule.Every(TimeSpan.Zero),
            Retry = new() { MaxRetries = int.MaxValue, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
        });
        run.Polls.Answers(UploadState.Success);

        run.Says(until: 1, """
            0  subscribe
            0  poll
            0  next SUCCESS
            0  completed
            """);
    }

    [Fact]
    public void The_schedules_check_their_arguments()
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        Assert.Equal("interval", Assert.Throws<ArgumentOutOfRangeException>(() => PollSchedule.Every(-second)).ParamName);
        Assert.Equal("first", Assert.Throws<ArgumentOutOfRangeException>(() => PollSchedule.Backoff(TimeSpan.Zero, 2, second)).ParamName);
        Assert.Equal("max", Assert.Throws<ArgumentOutOfRangeException>(() => PollSchedule.Backoff(second, 2, second / 2)).ParamName);
        foreach (double factor in new[] { 0.99, 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Equal("factor", Assert.Throws<ArgumentOutOfRangeException>(() => PollSchedule.Backoff(second, factor, second)).ParamName);
        Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => PollSchedule.Create(null!)).ParamName);
    }

    private static WatchOptions Bad(string option) => option switch
    {
        "Timeout 0" => new() { Timeout = TimeSpan.Zero },
        "Timeout -1" => new() { Timeout = TimeSpan.FromTicks(-1) },
        "NotFoundGrace" => new() { NotFoundGrace = TimeSpan.FromTicks(-1) },
        "Retry" => new() { Retry = null! },
        "MaxRetries" => new() { Retry = new() { MaxRetries = -1 } },
        "BaseDelay" => new() { Retry = new() { BaseDelay = TimeSpan.FromTicks(-1) } },
        "MaxDelay" => new() { Retry = new() { BaseDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(1) } },
        _ => throw new ArgumentException(option),
    };
}

using Microsoft.Extensions.Configuration;

namespace Lobstr.Reactive.Tests;

/// <summary>Options that are bound to a configuration are a program's own: what is bound to one is in no other.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void Options_that_are_bound_leave_the_defaults_alone()
    {
        WatchOptions bound = Bind(new WatchOptions(), ("Retry:MaxRetries", "42"), ("Retry:MaxDelay", "01:00:00"), ("Timeout", "00:10:00"));

        Assert.Equal(42, bound.Retry.MaxRetries);
        Assert.Equal(TimeSpan.FromHours(1), bound.Retry.MaxDelay);
        Assert.Equal(TimeSpan.FromMinutes(10), bound.Timeout);
        Assert.Equal(5, RetryPolicy.Default.MaxRetries);
        Assert.Equal(TimeSpan.FromSeconds(30), new WatchOptions().Retry.MaxDelay);
    }

    [Fact]
    public void No_retries_stay_none()
    {
        WatchOptions bound = Bind(new WatchOptions { Retry = RetryPolicy.None }, ("Retry:MaxRetries", "7"));

        Assert.Equal(7, bound.Retry.MaxRetries);
        Assert.Equal(0, RetryPolicy.None.MaxRetries);
    }

    [Fact]
    public void A_policy_that_is_bound_itself_is_nobody_elses()
    {
        Bind(RetryPolicy.Default, ("MaxRetries", "42"));
        Bind(RetryPolicy.None, ("MaxRetries", "42"));

        Assert.Equal(new RetryPolicy(), RetryPolicy.Default);
        Assert.Equal(new RetryPolicy { MaxRetries = 0 }, RetryPolicy.None);
    }

    [Fact]
    public void The_options_of_a_client_that_are_bound_leave_those_of_others_alone()
    {
        LobstrClientOptions bound = Bind(
            new LobstrClientOptions { ApiKey = "key" },
            ("TaskRequestsPerMinute", "7"),
            ("RequestTimeout", "00:00:07"),
            ("BaseAddress", "https://example.com/"));

        Assert.Equal((7, TimeSpan.FromSeconds(7), "https://example.com/"), (bound.TaskRequestsPerMinute, bound.RequestTimeout, $"{bound.BaseAddress}"));
        Assert.Equal(new LobstrClientOptions { ApiKey = "key" }, new LobstrClientOptions { ApiKey = "key" });
        Assert.Equal(90, new LobstrClientOptions().TaskRequestsPerMinute);
        Assert.Equal("https://api.lobstr.io/v1/", $"{new LobstrClientOptions().BaseAddress}");
    }

    [Fact]
    public void Options_are_equal_by_value_though_nothing_of_them_is_shared()
    {
        Assert.Equal(new WatchOptions(), new WatchOptions());
        Assert.Equal(RetryPolicy.Default, RetryPolicy.Default);
        Assert.NotSame(RetryPolicy.Default, RetryPolicy.Default);
        Assert.NotSame(RetryPolicy.None, RetryPolicy.None);
        Assert.NotSame(new WatchOptions().Retry, new WatchOptions().Retry);
    }

    [Fact]
    public void A_schedule_cannot_be_written_into()
    {
        PollSchedule schedule = PollSchedule.Every(TimeSpan.FromSeconds(2));

        Record.Exception(() => Bind(new WatchOptions { Schedule = schedule }, ("Schedule:Interval", "01:00:00"), ("Schedule:_interval", "01:00:00")));

        Assert.Equal(PollSchedule.Every(TimeSpan.FromSeconds(2)), schedule);
        Assert.Equal(TimeSpan.FromSeconds(2), schedule.Next(new PollContext()));
    }

    private static T Bind<T>(T options, params (string Key, string Value)[] settings)
        where T : class
    {
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build()
            .Bind(options);
        return options;
    }
}

using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Tests;

/// <summary>What a client is made of.</summary>
public class LobstrClientOptionsTests
{
    public static TheoryData<string> OutOfRange { get; } =
    [
        "BaseAddress null", "BaseAddress relative", "BaseAddress http", "BaseAddress http like loopback", "BaseAddress ftp", "BaseAddress file",
        "Scheduler", "Scheduler immediate", "Scheduler current thread", "RequestTimeout 0", "RequestTimeout -1", "TaskRequestsPerMinute 0", "TaskRequestsPerMinute -1", "RunRequestsPerMinute 0",
        "SquidRequestsPerMinute 0", "RunTaskRequestsPerMinute 0", "ResultRequestsPerSecond 0", "MaxConcurrentRequests 0",
        "ExportTimeout 0", "ExportTimeout -1", "LongestPause 0", "LongestPause -1", "Retry null", "Retry MaxRetries", "Name empty", "Name blank",
    ];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_that_is_out_of_range_is_named_and_the_key_is_not(string what)
    {
        ArgumentException own = Assert.ThrowsAny<ArgumentException>(() => new LobstrClient(Bad(what)));
        using HttpClient http = new();
        ArgumentException callers = Assert.ThrowsAny<ArgumentException>(() => new LobstrClient(http, Bad(what)));

        Assert.All([own, callers], error =>
        {
            Assert.Contains(what.Split(' ')[0], error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(ClientRun.Key, error.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void All_that_is_out_of_range_is_in_one_message()
    {
        LobstrClientOptions bad = new() { TaskRequestsPerMinute = 0, ExportTimeout = TimeSpan.Zero, Retry = new() { MaxRetries = -1 } };

        ArgumentException error = Assert.Throws<ArgumentException>("options", () => new LobstrClient(bad));

        Assert.StartsWith(
            "LobstrClientOptions.ApiKey is missing; it is the key of your lobstr.io account. "
            + "LobstrClientOptions.TaskRequestsPerMinute is 0; it must be 1 or more. "
            + "LobstrClientOptions.ExportTimeout is 00:00:00; it must be more than zero. "
            + "LobstrClientOptions.Retry: RetryPolicy.MaxRetries is -1; it must be 0 or more.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheduler_that_blocks_whoever_subscribes_is_named_with_one_that_does_not()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new LobstrClient(Bad("Scheduler immediate")));

        Assert.Contains("ImmediateScheduler", error.Message, StringComparison.Ordinal);
        Assert.Contains("DefaultScheduler.Instance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_arguments_are_named()
    {
        using HttpClient http = new();
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => new LobstrClient((LobstrClientOptions)null!)).ParamName);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => new LobstrClient(http, null!)).ParamName);
        Assert.Equal("http", Assert.Throws<ArgumentNullException>(() => new LobstrClient(null!, new() { ApiKey = "k" })).ParamName);
    }

    [Theory]
    [InlineData("https://lobstr.example/v1/", "https://lobstr.example/v1/tasks/upload/up-1")]
    [InlineData("https://lobstr.example/v1", "https://lobstr.example/v1/tasks/upload/up-1")]
    [InlineData("https://lobstr.example", "https://lobstr.example/tasks/upload/up-1")]
    [InlineData("https://lobstr.example:8443/deep/er", "https://lobstr.example:8443/deep/er/tasks/upload/up-1")]
    [InlineData("http://localhost:5000/v1", "http://localhost:5000/v1/tasks/upload/up-1")]
    [InlineData("http://127.0.0.1:5000/v1/", "http://127.0.0.1:5000/v1/tasks/upload/up-1")]
    [InlineData("http://[::1]:5000/v1/", "http://[::1]:5000/v1/tasks/upload/up-1")]
    public void The_base_address_counts_with_and_without_its_last_slash(string baseAddress, string expected)
    {
        using ClientRun run = new(options => options with { BaseAddress = new(baseAddress) });
        run.Service.Answers(200, ClientRun.Success);

        run.WatchTo(1);

        Assert.Equal(expected, Assert.Single(run.Service.Requests).Uri.AbsoluteUri);
    }

    [Fact]
    public void The_defaults_are_what_they_are_documented_to_be()
    {
        LobstrClientOptions options = new();

        Assert.Null(options.ApiKey);
        Assert.Equal("https://api.lobstr.io/v1/", options.BaseAddress.AbsoluteUri);
        Assert.Same(DefaultScheduler.Instance, options.Scheduler);
        Assert.Equal(TimeSpan.FromSeconds(30), options.RequestTimeout);
        Assert.Equal(TimeSpan.FromHours(1), options.LongestPause);
        Assert.Equal(TimeSpan.FromMinutes(5), options.ExportTimeout);
        Assert.Equal((90, 120, 120, 90), (options.TaskRequestsPerMinute, options.RunRequestsPerMinute, options.SquidRequestsPerMinute, options.RunTaskRequestsPerMinute));
        Assert.Equal((2, 8), (options.ResultRequestsPerSecond, options.MaxConcurrentRequests));
        Assert.Equal(RetryPolicy.Default, options.Retry);
        Assert.Null(options.Name);
    }

    [Fact]
    public void Options_are_equal_by_value()
    {
        Assert.Equal(new LobstrClientOptions { ApiKey = "a" }, new LobstrClientOptions { ApiKey = "a" });
        Assert.NotEqual(new LobstrClientOptions { ApiKey = "a" }, new LobstrClientOptions { ApiKey = "b" });
    }

    [Fact]
    public void Null_budgets_are_accepted()
    {
        using ClientRun run = new(options => options with
        {
            TaskRequestsPerMinute = null,
            RunRequestsPerMinute = null,
            SquidRequestsPerMinute = null,
            RunTaskRequestsPerMinute = null,
            ResultRequestsPerSecond = null,
        });
        run.Service.Answers(200, ClientRun.Success);

        run.WatchTo(1);

        Assert.Equal("0  completed", run.Transcript.Lines[^1]);
    }

    private static LobstrClientOptions Bad(string what)
    {
        LobstrClientOptions good = new() { ApiKey = ClientRun.Key };
        return what switch
        {
            "BaseAddress null" => good with { BaseAddress = null! },
            "BaseAddress relative" => good with { BaseAddress = new("v1/", UriKind.Relative) },
            "BaseAddress http" => good with { BaseAddress = new("http://lobstr.example/v1/") },
            "BaseAddress http like loopback" => good with { BaseAddress = new("http://localhost.example/v1/") },
            "BaseAddress ftp" => good with { BaseAddress = new("ftp://localhost/v1/") },
            "BaseAddress file" => good with { BaseAddress = new("file:///v1/") },
            "Scheduler" => good with { Scheduler = null! },
            "RequestTimeout 0" => good with { RequestTimeout = TimeSpan.Zero },
            "RequestTimeout -1" => good with { RequestTimeout = TimeSpan.FromTicks(-1) },
            "TaskRequestsPerMinute 0" => good with { TaskRequestsPerMinute = 0 },
            "TaskRequestsPerMinute -1" => good with { TaskRequestsPerMinute = -1 },
            "RunRequestsPerMinute 0" => good with { RunRequestsPerMinute = 0 },
            "SquidRequestsPerMinute 0" => good with { SquidRequestsPerMinute = 0 },
            "RunTaskRequestsPerMinute 0" => good with { RunTaskRequestsPerMinute = 0 },
            "ExportTimeout 0" => good with { ExportTimeout = TimeSpan.Zero },
            "ExportTimeout -1" => good with { ExportTimeout = TimeSpan.FromTicks(-1) },
            "Retry null" => good with { Retry = null! },
            "Retry MaxRetries" => good with { Retry = new() { MaxRetries = -1 } },
            "Name empty" => good with { Name = "" },
            "Name blank" => good with { Name = " " },
            "ResultRequestsPerSecond 0" => good with { ResultRequestsPerSecond = 0 },
            "MaxConcurrentRequests 0" => good with { MaxConcurrentRequests = 0 },
            "LongestPause 0" => good with { LongestPause = TimeSpan.Zero },
            "LongestPause -1" => good with { LongestPause = TimeSpan.FromTicks(-1) },
            "Scheduler immediate" => good with { Scheduler = ImmediateScheduler.Instance },
            "Scheduler current thread" => good with { Scheduler = CurrentThreadScheduler.Instance },
            _ => throw new ArgumentException(what),
        };
    }
}

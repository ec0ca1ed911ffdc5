namespace Lobstr.Reactive.Testing.Tests;

public sealed class RequestLogTests : SimulatorTest
{
    [Fact]
    public void What_happened_reads_like_a_transcript()
    {
        Simulator.Faults.OnRequest(3, Fault.ConnectionReset);
        Upload("a\n1\n");
        string id = Simulator.Uploads[0].Id;
        Advance(2);
        Get("tasks/upload/" + id);
        Advance(2);
        Assert.Throws<HttpRequestException>(() => Get("tasks/upload/" + id));
        Advance(2.5);
        Get("tasks/upload/" + id + "?verbose=1");
        Ended(SendAsync(HttpMethod.Get, "nowhere", key: null));

        Assert.Equal(
            [
                "#1 00:00:00 POST tasks/upload -> 200",
                $"#2 00:00:02 GET tasks/upload/{id} -> 202",
                $"#3 00:00:04 GET tasks/upload/{id} -> Connection reset (simulated). (connection reset)",
                $"#4 00:00:06.5000000 GET tasks/upload/{id}?verbose=1 -> 200",
                "#5 00:00:06.5000000 GET nowhere -> 401",
            ],
            Simulator.Requests.Select(request => request.ToString()));
    }

    [Fact]
    public void A_request_shows_what_has_become_of_it_so_far()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(2)) };
        _ = GetAsync("nowhere");
        SimulatedRequest request = Assert.Single(Simulator.Requests);

        Assert.Equal("#1 00:00:00 GET nowhere -> under way", request.ToString());
        Assert.Equal((RequestOutcome.UnderWay, null, null), (request.Outcome, request.StatusCode, request.EndedAt));
        Advance(2);
        Assert.Equal("#1 00:00:00 GET nowhere -> 404", request.ToString());
        Assert.Equal(RequestOutcome.Answered, request.Outcome);
    }

    [Fact]
    public void Requests_outside_the_services_path_are_seen_with_their_whole_path()
    {
        using var http = new HttpMessageInvoker(Simulator.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.lobstr.io/v2/me");
        request.Headers.Authorization = new("Token", Simulator.ApiKey);

        Assert.Equal(404, (int)Ended(http.SendAsync(request, CancellationToken.None)).StatusCode);
        Assert.Equal("/v2/me", Simulator.Requests[0].Path);
    }

    [Fact]
    public void The_oldest_are_forgotten_beyond_what_is_kept_and_still_counted()
    {
        Options = Options with { KeptRequests = 2 };
        for (int i = 0; i < 5; i++) Get("nowhere");

        Assert.Equal([4, 5], Simulator.Requests.Select(request => request.Number));
        Assert.Equal(5, Simulator.RequestCount);
    }

    [Fact]
    public void A_list_that_was_asked_for_does_not_change()
    {
        Get("nowhere");
        IReadOnlyList<SimulatedRequest> before = Simulator.Requests;
        Get("nowhere");

        Assert.Single(before);
    }

    [Fact]
    public void The_same_story_a_thousand_times_is_the_same_transcript()
    {
        string first = Story();

        for (int i = 1; i < 1_000; i++) Assert.Equal(first, Story());
        Assert.Contains("-> 200", first, StringComparison.Ordinal);
    }

    private static string Story()
    {
        var test = new RequestLogTests
        {
            Options = new LobstrSimulatorOptions { Latency = Latency.Between(Seconds(0.05), Seconds(3), seed: 3), TaskRateLimit = RateLimit.PerMinute(20) },
        };
        test.Simulator.Faults.OnRequest(4, Fault.ConnectionReset);
        string id = test.Simulator.AddUpload(UploadScript.Pending(Seconds(20)).Progress(Seconds(40)).Succeeds());
        for (int i = 0; i < 80; i++)
        {
            _ = test.GetAsync("tasks/upload/" + id).ContinueWith(answer => answer.Exception, TaskScheduler.Default);
            test.Advance(1);
        }

        test.Advance(10);
        return string.Join('\n', test.Simulator.Requests.Select(request => $"{request} {request.ArrivedAt} {request.EndedAt}"));
    }
}

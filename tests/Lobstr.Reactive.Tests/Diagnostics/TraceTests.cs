using System.Diagnostics;
using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>The activity source <c>Lobstr.Reactive</c>: an activity per request, and one per watch.</summary>
[Collection("process-wide state")]
public class TraceTests
{
    [Fact]
    public void Each_request_is_an_activity_that_says_what_was_asked_and_answered()
    {
        using TraceRecord trace = new();
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        run.Watch("upload-1", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        run.RunTo(60);

        Assert.Equal(run.Service.RequestCount, trace.Requests.Count);
        Activity activity = trace.Requests[0];
        Assert.Equal(("GET tasks/upload/{id}", ActivityKind.Client, ActivityStatusCode.Unset), (activity.DisplayName, activity.Kind, activity.Status));
        Assert.Equal(
            "http.request.method=GET, http.response.status_code=202, lobstr.id=upload-1, server.address=api.lobstr.io, server.port=443, url.template=tasks/upload/{id}",
            string.Join(", ", activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Its_times_are_the_schedulers()
    {
        using TraceRecord trace = new();
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        DateTimeOffset start = run.Scheduler.Now;
        run.Watch("upload-1", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        run.RunTo(60);

        Assert.Equal([0.0, 3], trace.Requests.Select(activity => (activity.StartTimeUtc - start.UtcDateTime).TotalSeconds));
        Assert.All(trace.Requests, activity => Assert.Equal(TimeSpan.FromSeconds(1), activity.Duration));
    }

    [Fact]
    public void Its_times_are_the_schedulers_also_where_that_begins_in_the_year_1()
    {
        using TraceRecord trace = new();
        var scheduler = new HistoricalScheduler();
        var service = new LobstrSimulator(scheduler, new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        service.AddUpload("upload-1", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        using LobstrClient client = service.CreateClient();
        client.Uploads.Watch("upload-1").Subscribe();
        scheduler.Start();

        Assert.Equal([0.0, 3], trace.Requests.Select(activity => (activity.StartTimeUtc - DateTime.MinValue).TotalSeconds));
        Assert.All(trace.Requests, activity => Assert.Equal(TimeSpan.FromSeconds(1), activity.Duration));
    }

    [Fact]
    public void Errors_are_marked_and_every_activity_ends()
    {
        using TraceRecord trace = new();
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        run.Service.Faults.OnRequest(1, Fault.ConnectionReset);
        run.Service.Faults.OnRequest(2, Fault.Status(HttpStatusCode.BadGateway));
        run.Service.Faults.OnRequest(3, Fault.Hang);
        run.Watch("upload-1", UploadScript.StaysPending());
        run.RunTo(80.3);
        run.Client.Dispose();
        run.RunTo(90);

        Assert.Equal(run.Service.RequestCount, trace.Requests.Count);
        Assert.Equal(trace.Started.Count, trace.Stopped.Count);
        Assert.Equal(
            [ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Unset],
            trace.Requests.Take(4).Select(activity => activity.Status));
        Assert.Equal(30, trace.Requests[2].Duration.TotalSeconds);
    }

    [Fact]
    public void A_call_and_a_watch_are_parts_of_what_their_caller_traces_and_a_poll_is_one_of_its_watch()
    {
        using TraceRecord trace = new();
        using FleetRun run = new();
        using Activity caller = new("caller");
        caller.Start();
        _ = run.Client.Uploads.GetStatusAsync("call", CancellationToken.None);
        run.Watch("watch", UploadScript.StaysPending());
        caller.Stop();
        run.RunTo(1);

        run.Watches[0].Dispose();

        Activity watch = Assert.Single(trace.Watches);
        Assert.Equal(caller.Id, ParentOf("call"));
        Assert.Equal(watch.Id, ParentOf("watch"));
        Assert.Equal(caller.Id, watch.ParentId);

        string? ParentOf(string id) => trace.Requests.Single(activity => Equals(activity.GetTagItem("lobstr.id"), id)).ParentId;
    }

    [Fact]
    public void A_watch_is_an_activity_from_its_subscription_to_its_end()
    {
        using TraceRecord trace = new();
        using FleetRun run = new(client: options => options with { Name = "shop" });
        DateTimeOffset start = run.Scheduler.Now;
        run.Watch("good", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        run.Watch("bad", UploadScript.Progress(TimeSpan.FromSeconds(3)).Fails());
        run.Watch("left", UploadScript.StaysPending());
        run.At(9, () => run.Watches[2].Dispose());
        run.RunTo(60);

        Assert.Equal(
            [
                "watch upload 0-4 Unset: lobstr.client=shop, lobstr.id=good, lobstr.outcome=success",
                "watch upload 0-4 Error: lobstr.client=shop, lobstr.id=bad, lobstr.outcome=failure",
                "watch upload 0-9 Unset: lobstr.client=shop, lobstr.id=left, lobstr.outcome=cancelled",
            ],
            trace.Watches.Select(watch => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{watch.DisplayName} {(watch.StartTimeUtc - start.UtcDateTime).TotalSeconds}-{(watch.StartTimeUtc + watch.Duration - start.UtcDateTime).TotalSeconds} {watch.Status}: {string.Join(", ", watch.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal))}")));
        Assert.All(trace.Requests, request => Assert.Contains(request.ParentId, trace.Watches.Select(watch => watch.Id)));
    }

    [Fact]
    public void A_watch_whose_last_poll_fails_has_ended_at_its_deadline()
    {
        using TraceRecord trace = new();
        using FleetRun run = new();
        run.Service.Faults.OnRequest(2, Fault.Status(HttpStatusCode.ServiceUnavailable));
        run.Watch("a", UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(10)), Timeout = TimeSpan.FromSeconds(5) });
        run.RunTo(6);

        Assert.IsType<UploadTimeoutException>(run.Watches[0].Error);
        Assert.Equal("timeout", Assert.Single(trace.Watches).GetTagItem("lobstr.outcome"));
    }

    [Fact]
    public void A_poll_that_several_watches_share_is_linked_to_each_and_a_part_of_none()
    {
        using TraceRecord trace = new();
        using FleetRun run = new();
        run.Watch("a", UploadScript.StaysPending());
        run.Watch("a");
        run.RunTo(1);
        run.Client.Dispose();
        run.RunTo(2);

        Activity poll = Assert.Single(trace.Requests);
        Assert.Null(poll.ParentId);
        Assert.Equal(
            trace.Watches.Select(watch => watch.Context.SpanId.ToHexString()).Order(StringComparer.Ordinal),
            poll.Links.Select(link => link.Context.SpanId.ToHexString()).Order(StringComparer.Ordinal));
        Assert.Equal(2, trace.Watches.Count);
    }

    [Fact]
    public void It_is_linked_to_a_hundred_at_the_most()
    {
        using TraceRecord trace = new();
        using FleetRun run = new();
        run.Watch("a", UploadScript.StaysPending());
        for (int i = 0; i < 120; i++)
            run.Watch("a");
        run.RunTo(1);
        run.Client.Dispose();
        run.RunTo(2);

        Assert.Equal(100, Assert.Single(trace.Requests).Links.Count());
    }

    [Fact]
    public void A_poll_for_watches_that_began_before_anybody_listened_is_a_part_of_nothing()
    {
        using FleetRun run = new();
        run.Watch("a", UploadScript.StaysPending());
        run.RunTo(1);
        using TraceRecord trace = new();
        run.RunTo(3);

        Activity poll = Assert.Single(trace.Requests);
        Assert.Equal((null, 0), (poll.ParentId, poll.Links.Count()));
        Assert.Null(run.Watches[0].Error);
    }

    [Fact]
    public void A_watch_of_a_client_that_is_disposed_ends_as_it_begins()
    {
        using TraceRecord trace = new();
        using FleetRun run = new();
        run.Client.Dispose();
        run.Watch("a", UploadScript.StaysPending());
        run.RunTo(1);

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(trace.Watches).Status);
    }

    [Fact]
    public void The_key_is_in_none()
    {
        using TraceRecord trace = new();
        using FleetRun run = new();
        run.Service.Faults.OnRequest(2, Fault.Status(HttpStatusCode.Unauthorized));
        run.Watch("upload-1", UploadScript.StaysPending());
        run.RunTo(10);

        Assert.Equal(2, trace.Requests.Count);
        Assert.All(trace.Requests, activity => Assert.DoesNotContain(
            run.Service.ApiKey,
            string.Join(' ', activity.TagObjects.Select(tag => tag.Value).Append(activity.DisplayName).Append(activity.StatusDescription)),
            StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_stays_current_where_the_clock_is_advanced()
    {
        using TraceRecord trace = new();
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        run.Watch("upload-1", UploadScript.StaysPending());
        run.RunTo(10.5);

        Assert.Null(Activity.Current);
        Assert.NotEmpty(trace.Started);
    }
}

using System.Net;
using Lobstr.Reactive.Samples.WatchMany;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.WatchMany;

public sealed class DemoTests : IDisposable
{
    private readonly FleetRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(Demo.MostUploads)]
    public async Task Each_upload_ends_as_planned_and_no_request_is_answered_429(int count)
    {
        var demo = new Demo(count);
        Fleet end = await ShowAsync(demo);
        Assert.Empty(demo.SurprisesOf(end));
        Assert.DoesNotContain(_rig.Simulator.Requests, request => request.StatusCode is HttpStatusCode.TooManyRequests);
        Assert.Equal(_rig.Simulator.RequestCount, end.Budget.Requests);
    }

    [Fact]
    public async Task Forty_uploads_show_every_outcome_in_little_more_than_a_minute()
    {
        Fleet end = await ShowAsync(new Demo(40));
        Assert.InRange(end.Elapsed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90));
        Assert.StartsWith(
            "40 uploads in 1:24: 34 succeeded, 4 failed, 1 not found, 1 timed out. ", FleetSummary.Describe(end), StringComparison.Ordinal);
        Assert.EndsWith(" requests, 0 of them answered 429.", FleetSummary.Describe(end), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_go_as_planned_is_named()
    {
        var demo = new Demo(2);
        _rig.Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(1)));
        _rig.Simulator.Faults.Always(
            Fault.Status(HttpStatusCode.Forbidden), request => request.Path.EndsWith("tasks-2", StringComparison.Ordinal));

        Fleet end = await ShowAsync(demo);

        Assert.Equal(
            [
                "tasks-2: broken off instead of succeeded: lobstr.io answered 403 about upload 'tasks-2': it gave no reason that can be read.",
                "The service had too many requests (429): 1.",
            ],
            demo.SurprisesOf(end));
    }

    private Task<Fleet> ShowAsync(Demo demo)
    {
        demo.AddTo(_rig.Simulator);
        return _rig.ShowAsync(_rig.Watch(demo.Options, [.. demo.Uploads.Select(upload => upload.Id)]));
    }
}

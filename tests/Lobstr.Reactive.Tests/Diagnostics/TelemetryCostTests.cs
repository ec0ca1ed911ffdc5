using System.Net;

namespace Lobstr.Reactive.Tests;

/// <summary>Metrics and traces cost nothing while nobody listens.</summary>
[Collection("process-wide state")]
public class TelemetryCostTests
{
    private static readonly Clock Clock = new(new Microsoft.Reactive.Testing.TestScheduler());

    [Fact]
    public void Without_a_listener_nothing_is_allocated()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("https://api.lobstr.io/v1/tasks/upload/x"));
        IOException error = new();
        SayEverything(request, error);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            SayEverything(request, error);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Without_a_listener_there_is_no_activity()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("https://api.lobstr.io/v1/tasks/upload/x"));

        Assert.Null(Telemetry.StartRequest(request, "tasks/upload/{id}", "x", default, Clock));
    }

    private static void SayEverything(HttpRequestMessage request, Exception error)
    {
        Telemetry.EndRequest(Telemetry.StartRequest(request, "tasks/upload/{id}", "x", default, Clock), HttpStatusCode.OK, null, Clock);
        Telemetry.RequestSent("tasks", TimeSpan.Zero);
        Telemetry.RequestAnswered("tasks", HttpStatusCode.OK);
        Telemetry.RequestFailed("tasks", error);
        Telemetry.RetryScheduled();
        Telemetry.WatchStarted("upload");
        Telemetry.WatchEnded("upload", WatchOutcome.Success, TimeSpan.Zero);
    }
}

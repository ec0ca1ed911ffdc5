// .NET 8 goes on calling the listeners of other tests when they have been disposed of.
#if NET9_0_OR_GREATER
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

        // What the runtime allocates to compile it anew is not ours: one round without a byte shows it.
        Assert.Contains(0L, Enumerable.Range(0, 5).Select(_ => BytesOf(request, error)).ToArray());
    }

    private static long BytesOf(HttpRequestMessage request, Exception error)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            SayEverything(request, error);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void SayEverything(HttpRequestMessage request, Exception error)
    {
        Telemetry.EndRequest(Telemetry.StartRequest(request, "tasks/upload/{id}", "x", default, Clock), HttpStatusCode.OK, null, Clock);
        Telemetry.RequestSent("a", "tasks", TimeSpan.Zero);
        Telemetry.RequestAnswered("a", "tasks", HttpStatusCode.OK);
        Telemetry.RequestFailed("a", "tasks", error);
        Telemetry.RetryScheduled("a");
        Telemetry.WatchStarted("a", "upload");
        Telemetry.WatchEnded("a", "upload", WatchOutcome.Success, TimeSpan.Zero);
    }

    [Fact]
    public void Without_a_listener_there_is_no_activity()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("https://api.lobstr.io/v1/tasks/upload/x"));

        Assert.Null(Telemetry.StartRequest(request, "tasks/upload/{id}", "x", default, Clock));
    }
}
#endif

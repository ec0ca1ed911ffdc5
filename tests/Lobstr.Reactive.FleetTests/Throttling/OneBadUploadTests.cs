using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A service that refuses one upload, whatever the budget: the others have their turns all the same.</summary>
public class OneBadUploadTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    public void An_upload_that_is_refused_again_and_again_starves_nobody(int? retryAfter)
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        FaultResponse refusal = Fault.Status(HttpStatusCode.TooManyRequests);
        run.Service.Faults.Always(
            retryAfter is { } seconds ? refusal.WithRetryAfter(TimeSpan.FromSeconds(seconds)) : refusal,
            request => request.Path.EndsWith("upload-0", StringComparison.Ordinal));
        run.WatchEndless(10);
        run.RunTo(3_600);

        int[] turns = [.. run.Watches.Select(watch => run.Service.Requests.Count(request => request.Path.EndsWith(watch.Id, StringComparison.Ordinal)))];
        output.WriteLine($"requests in an hour: {string.Join(' ', turns)}");
        // Each refusal pauses everybody, until the reset where nothing else is said: a minute for one turn of somebody else.
        Assert.All(turns, count => Assert.InRange(count, 4, 1_800));
    }
}

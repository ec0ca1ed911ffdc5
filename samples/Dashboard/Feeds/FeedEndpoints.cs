using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Streams the feed.</summary>
internal static class FeedEndpoints
{
    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapGet("/api/events", Read);

    // A script that has to connect anew by itself cannot set the header that browsers do.
    private static ServerSentEventsResult<FeedMessage> Read(HttpContext context, Feed feed, IHostApplicationLifetime lifetime, string? lastEventId)
    {
        FeedCursor? seen = FeedCursor.Parse(context.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? lastEventId);
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(UntilTheEndAsync(feed, seen, lifetime.ApplicationStopping, context.RequestAborted));
    }

    // An open stream would hold up the end of the program for half a minute.
    private static async IAsyncEnumerable<SseItem<FeedMessage>> UntilTheEndAsync(
        Feed feed, FeedCursor? seen, CancellationToken stopping, [EnumeratorCancellation] CancellationToken requestAborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, requestAborted);
        await foreach (SseItem<FeedMessage> item in feed.ReadAsync(seen, end.Token))
            yield return item;
    }
}

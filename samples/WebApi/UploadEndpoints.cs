using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lobstr.Reactive.Samples.WebApi;

/// <summary>Takes files of tasks, and streams what becomes of them.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/squids/{squid}/uploads", SendAsync);
        routes.MapGet("/uploads/{id}/events", Watch);
        routes.MapGet("/usage", (ILobstrClient client) => client.GetUsage());
    }

    // The body of a request can be read once, and a file may have to be opened again: so it is kept.
    private static async Task<Accepted<UploadTicket>> SendAsync(string squid, HttpRequest request, IUploads uploads, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        TaskFile file = TaskFile.FromText(await reader.ReadToEndAsync(cancellationToken), "tasks.csv");
        string id = await uploads.SendAsync(squid, file, cancellationToken);
        return TypedResults.Accepted($"/uploads/{id}/events", new UploadTicket(id));
    }

    // A stream ends with its upload, with its reader, or with the program: an open one would hold up the end for half a minute.
    private static ServerSentEventsResult<UploadStatus> Watch(
        string id, IUploads uploads, IHostApplicationLifetime lifetime, CancellationToken requestAborted) =>
        TypedResults.ServerSentEvents(EventsOf(uploads, id, lifetime.ApplicationStopping, requestAborted));

    private static async IAsyncEnumerable<SseItem<UploadStatus>> EventsOf(
        IUploads uploads, string id, CancellationToken stopping, [EnumeratorCancellation] CancellationToken requestAborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, requestAborted);
        await using IAsyncEnumerator<UploadStatus> statuses = uploads.WatchAsync(id, cancellationToken: end.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await HasNextAsync(statuses))
            yield return new SseItem<UploadStatus>(statuses.Current, "status");
    }

    // The last status says how it ended; what else goes wrong is in the log, and ends the stream.
    private static async Task<bool> HasNextAsync(IAsyncEnumerator<UploadStatus> statuses)
    {
        try
        {
            return await statuses.MoveNextAsync();
        }
        catch (Exception error) when (error is OperationCanceledException or UploadFailedException or LobstrException or TimeoutException)
        {
            return false;
        }
    }
}

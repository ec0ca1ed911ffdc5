using Lobstr.Reactive.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Starts and aborts runs, and hands out what they have found.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/uploads/{trackingId}/run", StartAsync);
        routes.MapPost("/api/runs/{runId}/abort", AbortAsync);
        routes.MapGet("/api/runs/{runId}/results.csv", DownloadAsync);
    }

    private static async Task<Ok<StartedRun>> StartAsync(string trackingId, IUploadTracker tracker, RunStarter starter, CancellationToken cancellationToken)
    {
        TrackedUpload upload = tracker.Uploads.FirstOrDefault(known => known.TrackingId == trackingId)
            ?? throw new KeyNotFoundException("No such upload is tracked.");
        Run run = await starter.StartAsync(upload, cancellationToken);
        return TypedResults.Ok(new StartedRun(run.Id));
    }

    private static async Task<NoContent> AbortAsync(string runId, IRuns runs, RunBoard board, CancellationToken cancellationToken)
    {
        _ = FindKnown(board, runId);
        await runs.AbortAsync(runId, cancellationToken);
        // Not in five seconds: somebody is looking at it.
        runs.AskNow(runId);
        return TypedResults.NoContent();
    }

    // What goes wrong before the first byte is told; after that a broken connection says so.
    private static async Task DownloadAsync(string runId, IRuns runs, RunBoard board, HttpResponse response, CancellationToken cancellationToken)
    {
        if (!FindKnown(board, runId).IsFinal)
            throw new ConflictException("The run is under way: its results are there when it has ended.");
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=run-{runId}.csv";
        await runs.DownloadAsync(runId, response.Body, cancellationToken);
    }

    private static Run FindKnown(RunBoard board, string runId) => board.Find(runId) ?? throw new KeyNotFoundException("No such run is shown.");
}

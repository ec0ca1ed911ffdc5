using Lobstr.Reactive.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Takes files, and what people say of them.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        long maxFileBytes = routes.ServiceProvider.GetRequiredService<IOptions<DashboardOptions>>().Value.MaxFileBytes;
        routes.MapPost("/api/uploads", SendAsync).WithMetadata(new RequestSizeLimitAttribute(maxFileBytes));
        routes.MapPost("/api/uploads/{trackingId}/resolve", ResolveAsync);
        routes.MapPost("/api/uploads/{trackingId}/forget", ForgetAsync);
    }

    // The body is the file: no form, so that no page of another site can send it without asking first.
    private static async Task<Results<Ok<UploadTicket>, ProblemHttpResult>> SendAsync(
        string squid, string name, HttpRequest request, ISquids squids, OutgoingFiles files, CancellationToken cancellationToken)
    {
        UploadLabel label = UploadLabel.Create(Path.GetFileName(name));
        string path = await ReceivedFile.SaveAsync(request.Body, cancellationToken);
        using var file = new OutgoingFile(label, path, () => files.Report(label.SendId));
        TaskFileCheck check = await squids.CheckAsync(squid, file.Content, cancellationToken);
        if (!check.IsGood)
            return Mismatch(check);
        TrackedUpload upload = await files.SendAsync(squid, file);
        return TypedResults.Ok(new UploadTicket(upload.TrackingId, upload.State));
    }

    private static async Task<NoContent> ResolveAsync(string trackingId, Resolution resolution, IUploadTracker tracker, CancellationToken cancellationToken)
    {
        try
        {
            await tracker.ResolveAsync(trackingId, resolution.UploadTaskId, cancellationToken);
        }
        catch (InvalidOperationException error)
        {
            throw new ConflictException(error.Message);
        }
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ForgetAsync(string trackingId, IUploadTracker tracker, Feed feed, CancellationToken cancellationToken)
    {
        // What is under way is not to be lost by a slip.
        if (tracker.Uploads.FirstOrDefault(upload => upload.TrackingId == trackingId) is { State: TrackedUploadState.Sending or TrackedUploadState.Watching or TrackedUploadState.MayHaveBeenSent })
            throw new ConflictException("The upload has not ended.");
        await tracker.ForgetAsync(trackingId, cancellationToken);
        feed.Remove(FeedKind.Upload, trackingId);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Mismatch(TaskFileCheck check) => TypedResults.Problem(
        $"{Sentence("Not known to this squid", check.UnknownColumns)}{Sentence("Missing", check.MissingColumns)}Nothing was sent.",
        title: "The columns do not fit",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["unknownColumns"] = check.UnknownColumns, ["missingColumns"] = check.MissingColumns });

    private static string Sentence(string what, IReadOnlyList<string> columns) => columns.Count == 0 ? "" : $"{what}: {string.Join(", ", columns)}. ";
}

namespace Lobstr.Reactive.Samples.Webhooks;

/// <summary>The endpoint that the service POSTs to when something happens to a run.</summary>
internal static class RunWebhook
{
    // What the service sends has a few hundred bytes.
    private const long MaxBodyBytes = 16 * 1024;

    private static readonly string[] KnownEvents = ["run.running", "run.paused", "run.done", "run.error"];

    /// <summary>
    /// Takes a POST for a hint that a run is worth a look: the watches of that run poll at once. Whoever sends it, and whatever else it
    /// says, what they emit is what the service answers to a request with your key.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="pattern">The path. What is hard to guess in it is all that keeps strangers out: nothing is signed.</param>
    /// <param name="runs">Whose watches are told.</param>
    /// <param name="onHint">Called with each event that was taken, and the run; default: nobody is.</param>
    /// <returns>
    /// The endpoint. 202 for an event, also one that is not known, which is ignored: the service would else send it again; 400 for what is
    /// no event or has no id in it; 413 for a body of more than 16 KiB.
    /// </returns>
    public static IEndpointConventionBuilder MapRunWebhook(
        this IEndpointRouteBuilder app, string pattern, IRuns runs, Action<string, string>? onHint = null) =>
        app.MapPost(pattern, async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            RunEvent? happened = await RunEvent.ReadAsync(request.BodyReader.AsStream(), cancellationToken);
            if (happened is null)
                return Results.BadRequest();
            if (!KnownEvents.Contains(happened.Event, StringComparer.Ordinal))
                return Results.Accepted();

            // Sends nothing itself, and so is done at once: the service waits for 30 s at the most.
            onHint?.Invoke(happened.Event, happened.RunId);
            runs.AskNow(happened.RunId);
            return Results.Accepted();
        }).WithMetadata(new RequestSizeLimit(MaxBodyBytes));

    private sealed record RequestSizeLimit(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
}

namespace Lobstr.Reactive.Samples.WebApi;

/// <summary>What a sender is given.</summary>
/// <param name="Id">The upload task id.</param>
internal sealed record UploadTicket(string Id);

using Lobstr.Reactive.Hosting;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What a browser is told of a file that it has sent.</summary>
/// <param name="TrackingId">Which row it is.</param>
/// <param name="State">What became of its sending.</param>
internal sealed record UploadTicket(string TrackingId, TrackedUploadState State);

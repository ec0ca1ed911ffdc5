using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>An upload of the demo.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Script">What it goes through.</param>
/// <param name="Planned">How its watch should end.</param>
internal sealed record DemoUpload(string Id, UploadScript Script, UploadOutcome Planned);

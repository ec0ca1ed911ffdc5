namespace Lobstr.Reactive;

/// <summary>A request was sent.</summary>
/// <param name="Method">The HTTP method, such as <c>GET</c>.</param>
/// <param name="Path">The path below the base address, such as <c>tasks/upload/427a7bfc54cf4ce483d83ba23425164b</c>.</param>
public sealed record RequestSent(string Method, string Path) : RequestEvent;

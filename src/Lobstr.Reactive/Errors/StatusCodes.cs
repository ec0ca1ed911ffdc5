using System.Net;

namespace Lobstr.Reactive;

/// <summary>Status codes that not every runtime has a name for.</summary>
internal static class StatusCodes
{
    public const HttpStatusCode TooManyRequests = (HttpStatusCode)429;
}

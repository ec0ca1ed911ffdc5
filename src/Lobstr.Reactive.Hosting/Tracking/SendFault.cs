using System.Net;

namespace Lobstr.Reactive.Hosting;

/// <summary>What a sending that has failed means.</summary>
internal static class SendFault
{
    /// <summary>The state of an upload whose sending has failed.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="wasOpened">Whether its file was opened: before that nothing of it can have been sent.</param>
    /// <returns>The state; null if the fault is the caller's, such as a file that is not there: there is nothing to track.</returns>
    public static TrackedUploadState? StateAfter(Exception fault, bool wasOpened)
    {
        if (IsRefusal(fault) || (wasOpened && ResendPolicy.IsSafeToResend(fault)))
            return TrackedUploadState.Rejected;
        if (wasOpened)
            return TrackedUploadState.MayHaveBeenSent;
        return fault is HttpRequestException or LobstrException ? TrackedUploadState.Rejected : null;
    }

    // An answer that the service gives instead of taking the file. A 408 or a 5xx may be a proxy's, which has lost it in the middle of that.
    private static bool IsRefusal(Exception fault) => fault switch
    {
        LobstrApiException { StatusCode: HttpStatusCode.RequestTimeout } => false,
        LobstrApiException api when (int)api.StatusCode >= 500 => ResendPolicy.IsSafeToResend(api),
        LobstrApiException api => api.StatusCode != 0 || api is LobstrRateLimitException,
        _ => false,
    };
}

namespace Lobstr.Reactive;

/// <summary>What the runtime says about a request that went wrong.</summary>
internal static class HttpFault
{
    /// <summary>Whether there was no connection to send it on.</summary>
    public static bool IsUnconnected(HttpRequestException fault) => fault.HttpRequestError is HttpRequestError.ConnectionError;

    /// <summary>Whether the timeout of an HttpClient cancelled it, and not somebody's token.</summary>
    public static bool IsTimeout(OperationCanceledException fault) => fault.InnerException is TimeoutException;

    /// <summary>The same fault in other words.</summary>
    public static HttpRequestException WithMessage(HttpRequestException fault, string message, Exception? inner) =>
        new(fault.HttpRequestError, message, inner, fault.StatusCode);

    /// <summary>Throws, with its status code, what is no success.</summary>
    public static void ThrowIfRefused(HttpResponseMessage response) => response.EnsureSuccessStatusCode();
}

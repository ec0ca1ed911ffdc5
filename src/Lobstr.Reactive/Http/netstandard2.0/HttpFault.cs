using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// What the runtime says about a request that went wrong. Of a status code .NET Framework says nothing: those that this library
/// knows of travel with the exception's data.
/// </summary>
internal static class HttpFault
{
    private const string StatusCodeKey = "Lobstr.Reactive.StatusCode";

    // This build also runs if there is one.
    private static readonly Func<HttpRequestException, HttpStatusCode?>? RuntimeStatusCode =
        (Func<HttpRequestException, HttpStatusCode?>?)typeof(HttpRequestException)
            .GetProperty("StatusCode")?
            .GetMethod
            .CreateDelegate(typeof(Func<HttpRequestException, HttpStatusCode?>));

    extension(HttpRequestException fault)
    {
        public HttpStatusCode? StatusCode => RuntimeStatusCode?.Invoke(fault) ?? (HttpStatusCode?)fault.Data[StatusCodeKey];
    }

    /// <summary>Whether there was no connection to send it on.</summary>
    public static bool IsUnconnected(HttpRequestException fault) =>
        fault.InnerException is WebException { Status: WebExceptionStatus.ConnectFailure };

    /// <summary>
    /// Whether the timeout of an HttpClient cancelled it, and not somebody's token. A runtime that knows of no status codes does not
    /// tell the one from the other, and handlers rarely cancel for reasons of their own.
    /// </summary>
    public static bool IsTimeout(OperationCanceledException fault) =>
        fault.InnerException is TimeoutException || RuntimeStatusCode is null;

    /// <summary>The same fault in other words.</summary>
    public static HttpRequestException WithMessage(HttpRequestException fault, string message, Exception? inner) =>
        WithStatusCode(new HttpRequestException(message, inner), fault.StatusCode);

    /// <summary>Throws, with its status code, what is no success.</summary>
    public static void ThrowIfRefused(HttpResponseMessage response)
    {
        try
        {
            response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException fault)
        {
            WithStatusCode(fault, response.StatusCode);
            throw;
        }
    }

    private static HttpRequestException WithStatusCode(HttpRequestException fault, HttpStatusCode? statusCode)
    {
        if (statusCode is { } code)
            fault.Data[StatusCodeKey] = code;
        return fault;
    }
}

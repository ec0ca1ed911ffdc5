using Microsoft.AspNetCore.Diagnostics;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What a browser is told of an error: whose fault it is, in the service's words.</summary>
internal sealed class ErrorAnswers : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (StatusOf(exception) is not { } status)
            return false;
        await TypedResults.Problem(exception.Message, statusCode: status).ExecuteAsync(httpContext);
        return true;
    }

    private static int? StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ConflictException => StatusCodes.Status409Conflict,
        KeyNotFoundException => StatusCodes.Status404NotFound,
        ArgumentException or InvalidDataException => StatusCodes.Status400BadRequest,
        LobstrRateLimitException => StatusCodes.Status503ServiceUnavailable,
        // A refused key is ours, not the browser's.
        LobstrAuthenticationException => StatusCodes.Status502BadGateway,
        LobstrApiException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError } api => (int)api.StatusCode,
        LobstrException or HttpRequestException => StatusCodes.Status502BadGateway,
        TimeoutException => StatusCodes.Status504GatewayTimeout,
        _ => null,
    };
}

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>
/// Refuses whatever would change something unless a page of this very server asks for it: another site in the same browser must not spend
/// somebody's credit. Hosts are compared and not schemes, for TLS may end at a proxy.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || IsOwn(context.Request)
            ? next(context)
            : TypedResults.Problem(
                "This request does not come from a page of the dashboard: its Origin is missing, or another one.",
                title: "Another origin",
                statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);

    private static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].FirstOrDefault() is null or "same-origin"
        && Uri.TryCreate(request.Headers.Origin.FirstOrDefault(), UriKind.Absolute, out Uri? origin)
        && string.Equals(origin.Authority, new UriBuilder(origin.Scheme, request.Host.Host, request.Host.Port ?? -1).Uri.Authority, StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reactive.Concurrency;
using System.Text;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>A script's answers as a service gives them over HTTP.</summary>
public sealed class ServiceHandler(Script script, IScheduler scheduler, Journal wire) : HttpMessageHandler
{
    // The service lives in another year than the client.
    private static readonly DateTimeOffset ServersStart = new(2031, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly DateTimeOffset _start = scheduler.Now;
    private readonly FarEnd _farEnd = new(script, scheduler, wire);

    private DateTimeOffset ServersNow => ServersStart + TimeSpan.FromSeconds(Math.Floor((scheduler.Now - _start).TotalSeconds));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _farEnd.Ask(Answer, cancellationToken);

    private HttpResponseMessage Answer(Reply reply, int poll)
    {
        HttpResponseMessage response = new(CodeOf(reply.Said)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(BodyOf(reply.Said))) };
        AddHeaders(response.Headers, reply);
        return response;
    }

    private void AddHeaders(HttpResponseHeaders headers, Reply reply)
    {
        TimeSpan after = TimeSpan.FromSeconds(reply.Seconds);
        if (reply.After is AfterKind.DateOnServersClock or AfterKind.UsedUpUntilReset)
            headers.TryAddWithoutValidation("Date", Http(ServersNow));
        if (reply.After is AfterKind.UsedUpUntilReset)
        {
            headers.TryAddWithoutValidation("X-RateLimit-Limit", "90");
            headers.TryAddWithoutValidation("X-RateLimit-Remaining", "0");
            headers.TryAddWithoutValidation("X-RateLimit-Reset", Number((ServersNow + after).ToUnixTimeSeconds()));
        }

        string? retryAfter = reply.After switch
        {
            AfterKind.Seconds => Number(reply.Seconds),
            AfterKind.DateOnServersClock => Http(ServersNow + after),
            AfterKind.DateOnOurClock => Http(_start + after),
            AfterKind.Nonsense => reply.Seconds % 2 == 0 ? "soon" : "-7",
            _ => null,
        };
        if (retryAfter is not null)
            headers.TryAddWithoutValidation("Retry-After", retryAfter);
    }

    private static HttpStatusCode CodeOf(Said said) => said switch
    {
        Said.RequestTimeout408 => HttpStatusCode.RequestTimeout,
        Said.Server500 => HttpStatusCode.InternalServerError,
        Said.Server503 => HttpStatusCode.ServiceUnavailable,
        Said.RateLimited429 => HttpStatusCode.TooManyRequests,
        Said.NotFound404 => HttpStatusCode.NotFound,
        Said.Bad400 => HttpStatusCode.BadRequest,
        Said.Unauthorized401 => HttpStatusCode.Unauthorized,
        Said.Forbidden403 => HttpStatusCode.Forbidden,
        Said.Gone410 => HttpStatusCode.Gone,
        Said.Redirect302 => HttpStatusCode.Found,
        Said.Pending or Said.Progress or Said.ProgressWithCounts => HttpStatusCode.Accepted,
        _ => HttpStatusCode.OK,
    };

    private static string BodyOf(Said said) => said switch
    {
        Said.Pending => """{"id":"up-1","object":"task_upload","state":"PENDING","meta":null}""",
        Said.Progress => """{"state":"PROGRESS"}""",
        Said.ProgressWithCounts => """{"id":"UP1","state":"PROGRESS","meta":{"valid":3}}""",
        Said.UnknownState => """{"state":"STARTED","more":[1,{"state":"SUCCESS"}]}""",
        Said.Success => """{"meta":null,"state":"SUCCESS","id":"up-1"}""",
        Said.Failure => """{"state":"FAILURE"}""",
        Said.SomebodyElsesUpload => """{"id":"up-2","state":"SUCCESS"}""",
        Said.RateLimited429 => """{"error":"Rate limit exceeded","type":"RateLimitExceeded","code":429}""",
        Said.NotFound404 => """{"error":{"message":"Upload task not found","type":"not_found_error","param":"upload_task_id"}}""",
        _ => "<html>",
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Http(DateTimeOffset date) => date.ToString("r", CultureInfo.InvariantCulture);
}

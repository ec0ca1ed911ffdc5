using System.Net;
using System.Net.Sockets;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class FaultTests : SimulatorTest
{
    private readonly string _id;

    public FaultTests() => _id = Simulator.AddUpload(UploadScript.Pending(Seconds(5)).StaysInProgress());

    [Fact]
    public void A_status_code_comes_with_the_usual_headers_its_own_and_its_body()
    {
        Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.BadGateway)
            .WithBody("<h1>Bad gateway</h1>", "text/html").WithRetryAfter(Seconds(1.2)).WithHeader("X-RateLimit-Remaining", "-5").WithHeader("Via", "1.1 proxy"));
        HttpResponseMessage answer = Get("tasks/upload/" + _id);

        Assert.Equal("502 <h1>Bad gateway</h1>", Line(answer));
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("2", Header(answer, "Retry-After"));
        Assert.Equal("1.1 proxy", Header(answer, "Via"));
        Assert.Equal("-5", Header(answer, "X-RateLimit-Remaining"));
        Assert.Equal("90", Header(answer, "X-RateLimit-Limit"));
        Assert.StartsWith("202", Poll(_id), StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_code_alone_has_an_empty_body()
    {
        Simulator.Faults.Always(Fault.Status(HttpStatusCode.InternalServerError));

        Assert.Equal("500 ", Poll(_id));
    }

    [Fact]
    public void A_429_can_be_planned_without_being_earned()
    {
        Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithHeader("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"));

        Assert.Equal("Wed, 21 Oct 2026 07:28:00 GMT", Header(Get("tasks/upload/" + _id), "Retry-After"));
    }

    [Fact]
    public void A_planned_answer_in_the_place_of_a_429_says_nothing_about_when_to_come_again()
    {
        Simulator.UseBudgetElsewhere(90);
        Simulator.Faults.Always(Fault.Status(HttpStatusCode.ServiceUnavailable));

        HttpResponseMessage answer = Get("tasks/upload/" + _id);
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Null(Header(answer, "Retry-After"));
    }

    [Fact]
    public void A_body_can_be_nonsense()
    {
        Simulator.Faults.Always(Fault.Body("{\"state\":\"SUC"));

        Assert.Equal("200 {\"state\":\"SUC", Poll(_id));
    }

    [Fact]
    public void A_header_can_be_added_to_the_services_own_answer()
    {
        Simulator.Faults.Always(Fault.Header("Retry-After", "10"));
        Simulator.Faults.Always(Fault.Header("X-RateLimit-Remaining", "0"));
        Simulator.Faults.Always(Fault.Header("Content-Type", "text/plain"));
        HttpResponseMessage answer = Get("tasks/upload/" + _id);

        Assert.StartsWith("202", Line(answer), StringComparison.Ordinal);
        Assert.Equal("10", Header(answer, "Retry-After"));
        Assert.Equal("0", Header(answer, "X-RateLimit-Remaining"));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public void A_refused_connection_never_reaches_the_service()
    {
        Simulator.Faults.OnRequest(1, Fault.ConnectionRefused);

        var error = Assert.Throws<HttpRequestException>(() => Upload("a\n1\n"));
        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
        Assert.Empty(Simulator.Uploads);
        Assert.Equal("89", Header(Get("tasks/upload/" + _id), "X-RateLimit-Remaining"));
    }

    [Fact]
    public void A_reset_connection_loses_the_answer_and_not_the_file()
    {
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);

        var error = Assert.Throws<HttpRequestException>(() => Upload("a\n1\n"));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Single(Simulator.Uploads);
        Assert.Equal("88", Header(Get("tasks/upload/" + _id), "X-RateLimit-Remaining"));
    }

    [Fact]
    public void A_request_may_hang_until_it_is_given_up()
    {
        Simulator.Faults.Always(Fault.Hang);
        using var cancellation = new CancellationTokenSource();
        Task<HttpResponseMessage> answer = SendAsync(HttpMethod.Get, "nowhere", cancellationToken: cancellation.Token);
        Advance(1_000_000);

        Assert.False(answer.IsCompleted);
        Assert.Equal(RequestOutcome.UnderWay, Simulator.Requests[0].Outcome);
        cancellation.Cancel();
        Assert.True(answer.IsCanceled);
        Assert.Equal(RequestOutcome.Cancelled, Simulator.Requests[0].Outcome);
    }

    [Fact]
    public async Task A_truncated_body_breaks_while_it_is_read()
    {
        Simulator.Faults.Always(Fault.TruncatedBody);
        using var http = new HttpClient(Simulator.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.lobstr.io/v1/tasks/upload/" + _id);
        request.Headers.Authorization = new("Token", Simulator.ApiKey);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request));

        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(error.InnerException).HttpRequestError);
        Assert.Equal($$"""{"id":"{{_id}}","object":"task_upload","state":"PENDING","meta":null}""".Length, Get("tasks/upload/" + _id).Content.Headers.ContentLength);
    }

    [Fact]
    public void A_slow_service_looks_as_late_as_it_answers_and_counts_at_once()
    {
        Simulator.Faults.OnRequest(1, Fault.Delay(Seconds(3)));
        Simulator.Faults.OnRequest(1, Fault.Delay(Seconds(2)));
        Task<HttpResponseMessage> answer = GetAsync("tasks/upload/" + _id);

        Assert.Equal("88", Header(Get("tasks/upload/" + _id), "X-RateLimit-Remaining"));
        Advance(4.9);
        Assert.False(answer.IsCompleted);
        Advance(0.1);
        Assert.Contains("PROGRESS", Body(Ended(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public void Maintenance_is_a_503_with_a_page()
    {
        Simulator.Faults.Between(Seconds(10), Seconds(70), Fault.Maintenance(retryAfter: Seconds(60)));
        Advance(9.999);
        Assert.StartsWith("202", Poll(_id), StringComparison.Ordinal);
        Advance(0.001);
        HttpResponseMessage down = Get("tasks/upload/" + _id);
        Advance(59.999);
        Assert.StartsWith("503", Poll(_id), StringComparison.Ordinal);
        Advance(0.001);
        Assert.StartsWith("202", Poll(_id), StringComparison.Ordinal);

        Assert.StartsWith("503 <!DOCTYPE html>", Line(down), StringComparison.Ordinal);
        Assert.Equal("60", Header(down, "Retry-After"));
        Simulator.Faults.Always(Fault.Maintenance());
        Assert.Null(Header(Get("tasks/upload/" + _id), "Retry-After"));
    }

    [Fact]
    public void A_fault_comes_before_the_key_is_looked_at()
    {
        Simulator.Faults.Always(Fault.Maintenance());

        Assert.Equal(503, (int)Ended(SendAsync(HttpMethod.Get, "nowhere", key: null)).StatusCode);
    }

    [Fact]
    public void A_request_says_which_fault_befell_it()
    {
        Simulator.Faults.OnRequest(2, Fault.ConnectionRefused);
        Simulator.Faults.OnRequest(3, Fault.TruncatedBody);
        Get("nowhere");
        Assert.Throws<HttpRequestException>(() => Get("nowhere"));
        Get("nowhere");

        Assert.Equal([null, Fault.ConnectionRefused, Fault.TruncatedBody], Simulator.Requests.Select(request => request.Fault));
        Assert.Equal(
            ["#1 00:00:00 GET nowhere -> 404", "#2 00:00:00 GET nowhere -> Connection refused (simulated). (connection refused)", "#3 00:00:00 GET nowhere -> 404 (truncated body)"],
            Simulator.Requests.Select(request => request.ToString()));
    }
}

using System.Net;
using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>What an error of the service becomes: the status code, what the service said, which upload.</summary>
public class ErrorMessageTests
{
    public static TheoryData<string, string> Shapes { get; } = new()
    {
        { """{"error":{"message":"Upload of this kind is odd","type":"odd_error","param":"upload_task_id"}}""", "odd_error" },
        { """{"error":"Upload of this kind is odd","type":"OddError","code":400}""", "OddError" },
        { """{"detail":"Upload of this kind is odd"}""", "" },
        { """{"errors":{"message":"Upload of this kind is odd","type":"odd_error","code":"odd"}}""", "odd_error" },
        { "\uFEFF" + """ {"more":[1],"error":{"type":"odd_error","message":"Upload of this kind is \u006Fdd"}} """, "odd_error" },
        { """{"message":"Upload of this kind is odd"}""", "" },
    };

    public static TheoryData<string> Useless { get; } =
    [
        "",
        " ",
        "{}",
        "[]",
        "null",
        "\"\"",
        """{"error":null}""",
        """{"error":{}}""",
        """{"error":{"message":null,"type":5}}""",
        """{"error":{"message":"","type":"","param":""}}""",
        """{"error":"","detail":"","message":"","type":""}""",
        """{"detail":{"deep":["er"]}}""",
        """{"detail":"\ud800"}""",
        """{"errors":[]}""",
        """{"error":{"message":""",
        "<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Each_shape_of_error_is_read(string body, string type)
    {
        using ClientRun run = new();
        run.Service.Answers(400, body);

        LobstrApiException error = await Assert.ThrowsAsync<LobstrApiException>(() => run.Ask());

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Contains("400", error.Message, StringComparison.Ordinal);
        Assert.Contains("Upload of this kind is odd", error.Message, StringComparison.Ordinal);
        Assert.Contains(ClientRun.Id, error.Message, StringComparison.Ordinal);
        Assert.Equal(type.Length == 0 ? null : type, error.ErrorType);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no","type":"t","param":"p"}}""", "p", "lobstr.io answered 400 about upload 'up-1': no (parameter 'p')")]
    [InlineData("""{"error":"no","param":"p"}""", "p", "lobstr.io answered 400 about upload 'up-1': no (parameter 'p')")]
    [InlineData("""{"error":{"message":"no","type":5,"param":["p"]}}""", null, "lobstr.io answered 400 about upload 'up-1': no")]
    [InlineData("""{"error":[],"detail":"no"}""", null, "lobstr.io answered 400 about upload 'up-1': no")]
    [InlineData("""{"detail":"no"}""", null, "lobstr.io answered 400 about upload 'up-1': no")]
    [InlineData("""{"message":"3","detail":"2","error":"1"}""", null, "lobstr.io answered 400 about upload 'up-1': 1")]
    [InlineData("""{"message":"3","detail":"2"}""", null, "lobstr.io answered 400 about upload 'up-1': 2")]
    [InlineData("<p>no</p>", null, "lobstr.io answered 400 about upload 'up-1': it gave no reason that can be read.")]
    public async Task The_message_says_code_and_upload_and_reason_and_the_parameter_where_there_is_one(string body, string? param, string message)
    {
        using ClientRun run = new();
        run.Service.Answers(400, body);

        LobstrApiException error = await Assert.ThrowsAsync<LobstrApiException>(() => run.Ask());

        Assert.Equal((param, message), (error.Param, error.Message));
    }

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task An_error_without_words_still_names_the_code_and_the_upload(string body)
    {
        using ClientRun run = new();
        run.Service.Answers(502, body);

        LobstrApiException error = await Assert.ThrowsAsync<LobstrApiException>(() => run.Ask());

        Assert.Contains("502", error.Message, StringComparison.Ordinal);
        Assert.Contains(ClientRun.Id, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", error.Message, StringComparison.Ordinal);
        Assert.Null(error.ErrorType);
        Assert.Null(error.Param);
    }

    [Theory]
    [InlineData(401, typeof(LobstrAuthenticationException))]
    [InlineData(403, typeof(LobstrAuthenticationException))]
    [InlineData(404, typeof(UploadNotFoundException))]
    [InlineData(429, typeof(LobstrRateLimitException))]
    [InlineData(500, typeof(LobstrApiException))]
    public async Task Each_code_has_its_exception_with_the_words_of_the_service(int code, Type type)
    {
        using ClientRun run = new();
        run.Service.Answers(
            code,
            """{"error":{"message":"Request was throttled. Expected available in 2 seconds.","type":"throttled","param":"upload_task_id"}}""",
            headers: ("Retry-After", "2"));

        Exception? thrown = await Record.ExceptionAsync(() => run.Ask());

        Assert.IsType(type, thrown);
        LobstrApiException error = (LobstrApiException)thrown;
        Assert.Equal(code, (int)error.StatusCode);
        Assert.Equal(("throttled", "upload_task_id", 2), (error.ErrorType, error.Param, error.RetryAfter?.TotalSeconds));
        Assert.Contains($"{code}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Request was throttled. Expected available in 2 seconds.", error.Message, StringComparison.Ordinal);
        Assert.Contains(ClientRun.Id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_message_of_the_service_is_cut()
    {
        using ClientRun run = new();
        run.Service.Answers(500, $$"""{"detail":"{{new string('x', 100_000)}}"}""");

        LobstrApiException error = await Assert.ThrowsAsync<LobstrApiException>(() => run.Ask());

        Assert.InRange(error.Message.Length, 1, 10_000);
    }

    [Theory]
    [InlineData(498)]
    [InlineData(499)]
    public async Task A_message_is_never_cut_within_a_character(int before)
    {
        using ClientRun run = new();
        run.Service.Answers(500, $$"""{"detail":"{{new string('x', before)}}{{string.Concat(Enumerable.Repeat("🦞", 100))}}"}""");

        LobstrApiException error = await Assert.ThrowsAsync<LobstrApiException>(() => run.Ask());

        // As UTF-8 and back, half a character would be a question mark.
        string said = error.Message[error.Message.IndexOf('x', StringComparison.Ordinal)..];
        Assert.Equal(said, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(said)));
        Assert.InRange(said.Length, before, 500);
    }

    [Fact]
    public async Task What_the_service_says_is_one_line_whatever_it_says()
    {
        using ClientRun run = new();
        run.Service.Answers(500, """{"error":{"message":"one\ntwo\r\nthree\u0000four\u001b[31m\u0085five\n","type":"a\tb","param":"\u0007"}}""");

        LobstrApiException error = await Assert.ThrowsAsync<LobstrApiException>(() => run.Ask());

        Assert.Equal(("a b", " "), (error.ErrorType, error.Param));
        Assert.EndsWith(": one two  three four [31m five  (parameter ' ')", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    [InlineData("Mon, 20 Jul 2026 10:00:08 GMT", 8)]
    [InlineData("Mon, 20 Jul 2026 09:00:00 GMT", 0)]
    public async Task RetryAfter_is_what_the_header_says(string header, int? seconds)
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: [("Date", "Mon, 20 Jul 2026 10:00:00 GMT"), ("Retry-After", header)]);

        LobstrRateLimitException error = await Assert.ThrowsAsync<LobstrRateLimitException>(() => run.Ask());

        Assert.Equal(seconds, error.RetryAfter?.TotalSeconds);
    }
}

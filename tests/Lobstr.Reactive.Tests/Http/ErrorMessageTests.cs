using System.Net;

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
        """{"detail":{"deep":["er"]}}""",
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

    [Fact]
    public async Task The_param_of_an_error_is_read()
    {
        using ClientRun run = new();
        run.Service.Answers(400, """{"error":{"message":"no","type":"t","param":"p"}}""");

        LobstrApiException error = await Assert.ThrowsAsync<LobstrApiException>(() => run.Ask());

        Assert.Equal(("t", "p"), (error.ErrorType, error.Param));
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
        run.Service.Answers(code, """{"detail":"Request was throttled. Expected available in 2 seconds."}""");

        Exception? thrown = await Record.ExceptionAsync(() => run.Ask());

        Assert.IsType(type, thrown);
        LobstrApiException error = (LobstrApiException)thrown;
        Assert.Equal(code, (int)error.StatusCode);
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
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    public async Task RetryAfter_is_what_the_header_says(string header, int? seconds)
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", header));

        LobstrRateLimitException error = await Assert.ThrowsAsync<LobstrRateLimitException>(() => run.Ask());

        Assert.Equal(seconds, error.RetryAfter?.TotalSeconds);
    }
}

using System.Net;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// On .NET Framework and Mono a response may have no content at all: null. Here it cannot be made, for .NET puts an empty one in its
/// place; so what is tested is what stands between the library and it. That no code goes past that is a rule of the build.
/// </summary>
public class NoContentTests
{
    [Fact]
    public async Task No_content_is_an_empty_one()
    {
        HttpContent content = ResponseContent.OrEmpty(null);

        Assert.Equal(0, content.Headers.ContentLength);
        Assert.Empty(await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(content.Headers.ContentEncoding);
        Assert.Null(content.Headers.ContentRange);
    }

    [Fact]
    public void Content_that_is_there_is_itself()
    {
        using var content = new ByteArrayContent([1]);

        Assert.Same(content, ResponseContent.OrEmpty(content));
    }

    [Fact]
    public async Task A_body_of_nothing_is_read_as_an_empty_one()
    {
        using PooledBody body = await PooledBody.ReadAsync(
            ResponseContent.OrEmpty(null), limit: 10, isNeeded: true, TestContext.Current.CancellationToken);

        Assert.Equal(0, body.Utf8.Length);
    }

    [Theory]
    [InlineData(401, typeof(LobstrAuthenticationException))]
    [InlineData(404, typeof(UploadNotFoundException))]
    [InlineData(429, typeof(LobstrRateLimitException))]
    [InlineData(503, typeof(LobstrApiException))]
    [InlineData(200, typeof(LobstrProtocolException))]
    public void A_response_without_content_is_an_error_like_any_other(int code, Type error)
    {
        using ClientRun run = new();
        run.Service.Answers(() => new HttpResponseMessage((HttpStatusCode)code));

        Assert.IsType(error, run.Ask().Exception!.InnerException);
    }
}

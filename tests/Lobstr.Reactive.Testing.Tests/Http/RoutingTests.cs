namespace Lobstr.Reactive.Testing.Tests;

public sealed class RoutingTests : SimulatorTest
{
    [Theory]
    [InlineData("me/1")]
    [InlineData("tasks/1/2")]
    [InlineData("tasks/upload/1/2")]
    [InlineData("tasks/upload/1/")]
    [InlineData("../tasks/upload/1")]
    public void An_unknown_path_is_a_404(string path) => Assert.Equal("""404 {"detail":"Not found."}""", Line(Get(path)));

    [Theory]
    [InlineData("GET", "tasks/upload", "POST")]
    [InlineData("PUT", "tasks/upload", "POST")]
    [InlineData("POST", "tasks/upload/1", "GET")]
    [InlineData("DELETE", "tasks/upload/1", "GET")]
    public void A_wrong_method_is_a_405_that_names_the_right_one(string method, string path, string allowed)
    {
        HttpResponseMessage response = Ended(SendAsync(new HttpMethod(method), path));

        Assert.Equal($$"""405 {"detail":"Method \"{{method}}\" not allowed."}""", Line(response));
        Assert.Equal([allowed], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("tasks/upload/1")]
    [InlineData("me")]
    public void Without_a_key_every_call_is_a_401(string path)
    {
        string answer = Line(Ended(SendAsync(HttpMethod.Get, path, key: null)));

        Assert.Equal("""401 {"detail":"Authentication credentials were not provided."}""", answer);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("SIMULATOR-KEY")]
    public void A_wrong_key_is_a_401(string key) =>
        Assert.Equal("""401 {"detail":"Invalid token."}""", Line(Ended(SendAsync(HttpMethod.Get, "tasks/upload/1", key: key))));

    [Fact]
    public void A_wrong_key_sends_no_file()
    {
        using var form = new MultipartFormDataContent { { new StringContent(Squid), "squid" }, { new StringContent("a\n1\n"), "file", "a.csv" } };

        Assert.Equal(401, (int)Ended(SendAsync(HttpMethod.Post, "tasks/upload", form, key: "wrong")).StatusCode);
        Assert.Empty(Simulator.Uploads);
    }

    [Theory]
    [InlineData("Bearer simulator-key", 401)]
    [InlineData("token simulator-key", 404)]
    [InlineData("Token", 401)]
    public void The_scheme_is_Token_in_any_case(string authorization, int expected)
    {
        using var http = new HttpMessageInvoker(Simulator.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.lobstr.io/v1/tasks/upload/1");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        Assert.Equal(expected, (int)Ended(http.SendAsync(request, CancellationToken.None)).StatusCode);
    }

    [Fact]
    public void Each_of_several_keys_is_accepted()
    {
        Options = Options with { ApiKeys = ["first", "second"] };

        Assert.Equal("first", Simulator.ApiKey);
        Assert.Equal(404, (int)Ended(SendAsync(HttpMethod.Get, "tasks/upload/1", key: "first")).StatusCode);
        Assert.Equal(404, (int)Ended(SendAsync(HttpMethod.Get, "tasks/upload/1", key: "second")).StatusCode);
        Assert.Equal(401, (int)Ended(SendAsync(HttpMethod.Get, "tasks/upload/1", key: "third")).StatusCode);
    }
}

using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class PlatformAccountTests : RunTest
{
    private const string Unknown = """404 {"detail":"Account not found."}""";

    public PlatformAccountTests() => Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void Cookies_are_tried_for_some_seconds_and_then_there_is_an_account()
    {
        HttpResponseMessage answer = Send("""{"type":"twitter-sync","cookies":{"auth_token":"secret"}}""");
        string sync = (string)Json(answer)["id"]!;
        Assert.Equal($$"""200 {"id":"{{sync}}","object":"synchronize-cookies","status_code":100,"status_text":"created"}""", Line(answer));
        Assert.Empty(Listed());

        Advance(4);
        string account = (string)Json(Get("synchronize/" + sync))["account_hash"]!;
        Assert.Equal(Unknown, Line(Get("accounts/" + account)));
        Assert.Equal($$"""200 {"id":"{{sync}}","object":"synchronize-cookies","status_code":120,"status_text":"synchronizing","account_hash":"{{account}}"}""", Line(Get("synchronize/" + sync)));
        Advance(1);
        Assert.Equal("200 synchronized", Fields(Json(Get("synchronize/" + sync)), "status_code", "status_text"));
        Assert.Equal([account], Listed());
        Assert.Equal("""404 {"detail":"Synchronization task not found."}""", Line(Get("synchronize/nobody")));
    }

    [Fact]
    public void An_account_is_answered_whole_in_a_list_of_one()
    {
        string id = Account();
        string squid = Simulator.AddSquid("Mine");
        Simulator.AddSquid("Another");
        PostTo("squids/" + squid, $$"""{"accounts":[5,"{{id}}"]}""");

        JsonNode account = Assert.Single(Json(Get("accounts/" + id))["data"]!.AsArray())!;
        Assert.Equal(
            $$$"""{"id":"{{{id}}}","object":"account","username":"simulated1","created_at":"2026-03-01T12:00:00Z","last_synchronization_time":"2026-03-01T12:00:05Z","status":"200","status_code_info":"synchronized","status_code_description":"Success!","type":"twitter-sync","params":{"default":{},"user":{}},"updated_at":null,"account_type_hash":"{{{account["account_type_hash"]}}}","squids":[{"name":"Mine","hash_value":"{{{squid}}}"}],"baseurl":"https://www.x.com","cookies":[{"name":"auth_token","required":true},{"name":"ct0","required":true}]}""",
            account.ToJsonString());
    }

    [Fact]
    public void Its_cookies_can_be_refreshed_and_its_limits_set()
    {
        string id = Account();
        Advance(60);

        string sync = (string)Json(Send($$$"""{"type":"twitter-sync","account":"{{{id}}}","cookies":{"auth_token":"new"}}"""))["id"]!;
        Assert.Equal("120 " + id, Fields(Json(Get("synchronize/" + sync)), "status_code", "account_hash"));
        Assert.Equal("""200 {"params":{"default":{},"user":{"batch":20}}}""", Line(PostTo("accounts", $$$"""{"account":"{{{id}}}","type":"twitter-sync","params":{"batch":20}}""")));

        JsonObject account = Json(Get("accounts/" + id))["data"]![0]!.AsObject();
        Assert.Equal("2026-03-01T12:01:10Z 2026-03-01T12:01:05Z", Fields(account, "last_synchronization_time", "updated_at"));
        Assert.Equal("""{"default":{},"user":{"batch":20}}""", account["params"]!.ToJsonString());
        Assert.Equal([id], Listed());
    }

    [Fact]
    public void An_account_that_is_deleted_is_gone()
    {
        string first = Account();
        string second = Account();

        Assert.Equal($$"""200 {"id":"{{first}}","object":"account","deleted":true}""", Line(Delete(first)));
        Assert.Equal(Unknown, Line(Delete(first)));
        Assert.Equal([second], Listed());
        Assert.Equal(Unknown, Line(PostTo("accounts", $$$"""{"account":"{{{first}}}","params":{}}""")));
        Assert.Equal(Unknown, Line(Send($$$"""{"type":"twitter-sync","account":"{{{first}}}","cookies":{"auth_token":"new"}}""")));
    }

    [Fact]
    public void Each_platform_says_which_cookies_it_needs()
    {
        JsonArray types = Json(Get("account_types"))["data"]!.AsArray();

        Assert.Equal("twitter-sync facebook-sync sales-nav-sync", string.Join(' ', types.Select(type => type!["name"])));
        Assert.Equal(
            $$"""{"id":"{{types[1]!["id"]}}","object":"account_type","name":"facebook-sync","domain":"facebook.com","baseurl":"https://www.facebook.com","cookies":[{"name":"c_user","required":true},{"name":"xs","required":true}]}""",
            types[1]!.ToJsonString());
    }

    [Theory]
    [InlineData("accounts/cookies", "{}", "ParamsNeeded", "type")]
    [InlineData("accounts/cookies", """{"type":"myspace-sync","cookies":{"a":"b"}}""", "validation_error", "type")]
    [InlineData("accounts/cookies", """{"type":"twitter-sync","cookies":{}}""", "ParamsNeeded", "cookies")]
    [InlineData("accounts", "what", "ParamsNeeded", "account")]
    [InlineData("accounts", """{"account":"a"}""", "ParamsNeeded", "params")]
    public void A_bad_request_is_a_400_that_says_what_is_wrong(string path, string body, string type, string param) =>
        Says(type, param, PostTo(path, body));

    [Theory]
    [InlineData("PUT", "accounts", "GET, POST")]
    [InlineData("GET", "accounts/cookies", "POST")]
    [InlineData("POST", "accounts/1", "GET, DELETE")]
    [InlineData("POST", "synchronize/1", "GET")]
    [InlineData("POST", "account_types", "GET")]
    public void A_wrong_method_is_a_405_that_names_the_right_one(string method, string path, string allowed)
    {
        HttpResponseMessage answer = Ended(SendAsync(new HttpMethod(method), path));

        Assert.Equal((405, allowed), ((int)answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
    }

    private string Account()
    {
        string sync = (string)Json(Send("""{"type":"twitter-sync","cookies":{"auth_token":"secret"}}"""))["id"]!;
        Advance(5);
        return (string)Json(Get("synchronize/" + sync))["account_hash"]!;
    }

    private HttpResponseMessage Send(string cookies) => PostTo("accounts/cookies", cookies);

    private HttpResponseMessage Delete(string id) => Ended(SendAsync(HttpMethod.Delete, "accounts/" + id));

    private string[] Listed() => [.. Json(Get("accounts?limit=50&page=1"))["data"]!.AsArray().Select(account => (string)account!["id"]!)];
}

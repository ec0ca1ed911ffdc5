namespace Lobstr.Reactive.Testing.Tests;

public sealed class DeliveryTests : RunTest
{
    public DeliveryTests() => Options = Options with { Squids = new Dictionary<string, string> { ["Mine"] = Squid } };

    [Theory]
    [InlineData("""{"email":"a@example.com","notifications":true}""", """{"email":"a@example.com","notifications":true}""")]
    [InlineData("""{"email":"a@example.com","notifications":false}""", """{"email":"a@example.com","notifications":false}""")]
    [InlineData(
        """{"google_sheet_fields":{"url":"https://example.com/sheet","append":true,"is_active":true}}""",
        """{"google_sheet_fields":{"url":"https://example.com/sheet","is_active":true,"append":true}}""")]
    [InlineData(
        """{"s3_fields":{"bucket":"mine","target_path":"exports","is_active":true}}""",
        """{"s3_fields":{"bucket":"mine","target_path":"exports","is_active":true,"aws_access_key":null,"aws_secret_key":null}}""")]
    [InlineData(
        """{"ftp_fields":{"host":"example.com","port":2222,"username":"u","password":"p","directory":"/d","is_active":false}}""",
        """{"ftp_fields":{"host":"example.com","username":"u","password":"p","directory":"/d","is_active":false,"port":2222}}""")]
    public void What_is_said_of_a_delivery_is_answered_and_kept(string body, string said)
    {
        Assert.Equal("201 " + said, Line(PostTo("delivery?squid=" + Squid, body)));
        Assert.Contains(said[1..^1], Body(Get("squids/" + Squid)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_squid_can_have_all_of_them_and_the_last_of_each_counts()
    {
        string[] fields = ["google_sheet_fields", "s3_fields", "ftp_fields", "webhook_fields", "email", "notifications"];
        Assert.Equal("null null null null null false", Fields(Json(Get("squids/" + Squid)), fields));

        Configure("""{"google_sheet_fields":{"url":"https://example.com/1"}}""");
        Configure("""{"google_sheet_fields":{"url":"https://example.com/2"}}""");
        Configure("""{"email":"a@example.com"}""");
        Configure("""{"webhook_fields":{"url":"https://example.com/hook"}}""");

        Assert.Equal(
            """{"url":"https://example.com/2","is_active":true,"append":false} null null {"url":"https://example.com/hook","is_active":true,"retry":false,"events":{"run.running":false,"run.paused":false,"run.done":true,"run.error":true}} a@example.com true""",
            Fields(Json(Get("squids/" + Squid)), fields));
    }

    [Theory]
    [InlineData("{}", "ParamsNeeded", "webhook_fields")]
    [InlineData("""{"email":5}""", "ParamsNeeded", "email")]
    [InlineData("""{"email":"a@example.com","notifications":"yes"}""", "validation_error", "notifications")]
    [InlineData("""{"google_sheet_fields":{}}""", "ParamsNeeded", "url")]
    [InlineData("""{"s3_fields":{"bucket":"mine"}}""", "ParamsNeeded", "target_path")]
    [InlineData("""{"s3_fields":{"bucket":"mine","target_path":"p","aws_access_key":1}}""", "validation_error", "aws_access_key")]
    [InlineData("""{"ftp_fields":{"host":"h","username":"u","password":"p","directory":"/d","port":"22"}}""", "validation_error", "port")]
    public void A_delivery_that_cannot_be_is_refused_and_nothing_is_kept(string body, string type, string param)
    {
        string before = Body(Get("squids/" + Squid));

        Says(type, param, PostTo("delivery?squid=" + Squid, body));
        Assert.Equal(before, Body(Get("squids/" + Squid)));
        Assert.Equal(404, (int)PostTo("delivery?squid=nobody", body).StatusCode);
    }

    [Theory]
    [InlineData("email", """{"email":"a@example.com"}""", "email")]
    [InlineData("googlesheet", """{"url":"https://example.com/sheet"}""", "url")]
    [InlineData("webhook", """{"url":"https://example.com/hook"}""", "url")]
    [InlineData("s3", """{"bucket":"mine"}""", "bucket")]
    [InlineData("sftp", """{"host":"h","port":22,"username":"u","password":"p","directory":"/d"}""", "host")]
    public void A_delivery_can_be_tried_before_a_squid_has_it(string method, string body, string needed)
    {
        Assert.Equal("""200 {"success":true}""", Line(PostTo("delivery/test-" + method, body)));
        Says("ParamsNeeded", needed, PostTo("delivery/test-" + method, "{}"));
        Assert.Equal(405, (int)Get("delivery/test-" + method).StatusCode);
    }

    [Fact]
    public void No_other_can_be_tried() => Assert.Equal(404, (int)PostTo("delivery/test-pigeon", "{}").StatusCode);

    private void Configure(string body) => Assert.Equal(201, (int)PostTo("delivery?squid=" + Squid, body).StatusCode);
}

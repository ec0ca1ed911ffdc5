using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>What is said of an answer that cannot be meant: what it was about, what is wrong and where; nothing of the answer itself.</summary>
public class RefusalTests
{
    public static TheoryData<string, string> OfAnUpload { get; } = new()
    {
        { "[7]", "The answer about upload 'x-1' is no JSON object." },
        { "nothing", "The answer about upload 'x-1' is not JSON from line 1, byte 2 on." },
        { "{\"state\":\"SUCCESS\"}\n}", "The answer about upload 'x-1' is not JSON from line 2, byte 1 on." },
        { "{\n\n  \"state\":!}", "The answer about upload 'x-1' is not JSON from line 3, byte 11 on." },
        { """{"state":"\ud800"}""", "The answer about upload 'x-1' has a text that cannot be decoded." },
        { """{"id":"x-1"}""", "The answer about upload 'x-1' has no state." },
        { """{"state":4}""", "The answer about upload 'x-1' has no state." },
        { """{"state":["SUCCESS"]}""", "The answer about upload 'x-1' has no state." },
        { """{"state":"SUCCESS","id":"x-2"}""", "The answer about upload 'x-1' is about something else." },
        { """{"state":"SUCCESS","id":7}""", "The answer about upload 'x-1' is about something else." },
    };

    public static TheoryData<string, string> OfARun { get; } = new()
    {
        { "[7]", "The answer about run 'x-1' is no JSON object." },
        { "nothing", "The answer about run 'x-1' is not JSON from line 1, byte 2 on." },
        { "{\n\n  \"is_done\":!}", "The answer about run 'x-1' is not JSON from line 3, byte 13 on." },
        { """{"is_done":true,"id":"\ud800"}""", "The answer about run 'x-1' has a text that cannot be decoded." },
        { """{"is_done":true,"id":"x-2"}""", "The answer about run 'x-1' is about something else." },
    };

    // An id that is none would stand in a path.
    public static TheoryData<string, string> OfATicket { get; } = new()
    {
        { """{"id":""}""", "The answer about the upload to squid 'x-1' has no id of the upload." },
        { """{"id":null}""", "The answer about the upload to squid 'x-1' has no id of the upload." },
        { """{"id":"../runs"}""", "The answer about the upload to squid 'x-1' has no id of the upload." },
    };

    [Theory]
    [MemberData(nameof(OfAnUpload))]
    public void An_upload_says_what_is_wrong(string body, string message) => Refuses(UploadResource.Instance, body, message);

    [Theory]
    [MemberData(nameof(OfARun))]
    public void A_run_says_what_is_wrong(string body, string message)
    {
        Refuses(RunResource.Existing, body, message);
        Refuses(RunStatsResource.Instance, body, message);
    }

    [Theory]
    [MemberData(nameof(OfATicket))]
    public void A_ticket_without_an_id_is_none(string body, string message) => Refuses(UploadTicketResource.Instance, body, message);

    [Theory]
    [InlineData("")]
    [InlineData("\"id\":null,")]
    [InlineData("\"id\":\"\",")]
    [InlineData("\"id\":\"X1\",")]
    public void An_answer_need_not_say_what_it_is_about(string id)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{ {{id}}"state":"SUCCESS","is_done":true}""");

        Assert.Equal("x-1", UploadResource.Instance.Read(body, "x-1", last: null).Id);
        Assert.Equal("x-1", RunResource.Existing.Read(body, "x-1", last: null).Id);
        Assert.Equal("x-1", RunStatsResource.Instance.Read(body, "x-1", last: null).Id);
    }

    private static void Refuses<T>(Resource<T> resource, string body, string message)
        where T : class =>
        Assert.Equal(
            message,
            Assert.Throws<LobstrProtocolException>(() => resource.Read(Encoding.UTF8.GetBytes(body), "x-1", last: null)).Message);
}

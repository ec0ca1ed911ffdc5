using System.Text.Json;

namespace Lobstr.Reactive.Tests;

/// <summary>Whether another page follows, by what the envelope of this one says: null if it does not say.</summary>
public class ListEnvelopeTests
{
    [Theory]
    [InlineData(1, "", null)]
    [InlineData(1, "\"next\":null", false)]
    [InlineData(1, "\"next\":false", false)]
    [InlineData(1, "\"next\":\" \"", false)]
    [InlineData(1, "\"next\":true", true)]
    [InlineData(1, "\"next\":[]", null)]
    [InlineData(2, "\"next\":3", true)]
    [InlineData(2, "\"next\":2", false)]
    [InlineData(2, "\"next\":\"/v1/results?run=r&page=3\"", true)]
    [InlineData(2, "\"next\":\"/v1/results?run=r&page=2#page=3\"", false)]
    [InlineData(2, "\"next\":\"page=3\"", true)]
    [InlineData(2, "\"next\":\"/v1/results?cursor=abc\"", true)]
    [InlineData(2, "\"next\":\"/v1/results?page=last\"", true)]
    [InlineData(2, "\"next\":\"\\ud800\"", true)]
    public void Next_tells_whether_a_page_follows(int page, string fields, bool? hasNext) => Assert.Equal(hasNext, Read(page, fields).HasNext);

    [Theory]
    [InlineData("\"next\":null", false)]
    [InlineData("\"next\":false", false)]
    [InlineData("\"next\":true", false)]
    [InlineData("\"next\":\"/v1/results?cursor=abc\"", false)]
    [InlineData("\"next\":\"\\ud800\"", false)]
    [InlineData("\"next\":\"?page=2\"", false)]
    [InlineData("\"next\":\"?page=3\"", true)]
    [InlineData("\"next\":2", false)]
    [InlineData("\"next\":3", true)]
    public void After_the_last_of_the_announced_pages_only_one_with_a_later_number_follows(string next, bool hasNext) =>
        Assert.Equal(hasNext, Read(page: 2, next + ",\"total_pages\":2").HasNext);

    [Fact]
    public void Before_the_last_of_them_one_follows_whatever_next_says() =>
        Assert.True(Read(page: 1, "\"next\":null,\"total_pages\":2").HasNext);

    private static ListPage Read(int page, string fields)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"data":[]{{(fields.Length > 0 ? "," : "")}}{{fields}}}""");
        return ListEnvelope.Read(document.RootElement, page, "a list");
    }
}

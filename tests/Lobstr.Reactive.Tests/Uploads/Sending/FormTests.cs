using System.Text;
using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Tests;

public sealed partial class FormTests : PipelineTest
{
    private readonly CannedHandler _service = new("""{"id":"up-1","object":"task_upload"}""");

    public FormTests() => Wire.InnerHandler = _service;

    [Fact]
    public void The_form_has_the_squid_and_then_the_file()
    {
        Assert.Equal("up-1", Send(TaskFile.FromText("url\nx\n", "tasks.csv")));

        Assert.Equal(
            """
            multipart/form-data; boundary="B"
            --B
            Content-Disposition: form-data; name="squid"

            a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4
            --B
            Content-Type: text/csv
            Content-Disposition: form-data; name="file"; filename="tasks.csv"

            url
            x

            --B--

            """,
            Boundary().Replace(_service.Bodies[0], "B").ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("a.csv", "text/csv", "a.csv")]
    [InlineData("A.B.CSV", "text/csv", "A.B.CSV")]
    [InlineData("a.tsv", "text/tab-separated-values", "a.tsv")]
    [InlineData("my \"tasks\"\\\r\n été.TSV", "text/tab-separated-values", "my _tasks____ _t_.TSV")]
    public void The_content_type_is_that_of_the_extension_and_the_name_is_safe(string fileName, string contentType, string sentName)
    {
        Send(TaskFile.FromText("url\n", fileName));

        Assert.Contains($"Content-Type: {contentType}\r\n", _service.Bodies[0], StringComparison.Ordinal);
        Assert.Contains($"; filename=\"{sentName}\"\r\n", _service.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_sent_as_utf8_without_a_byte_order_mark()
    {
        Send(TaskFile.FromText("é\n", "a.csv"));

        Assert.Contains("\r\n\r\n\u00C3\u00A9\n\r\n--", _service.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_known_length_promises_it_and_another_does_not()
    {
        Send(TaskFile.FromText("url\n", "a.csv"));
        Send(TaskFile.FromStream(() => new ScriptedStream(Clock, pieces: 2), "a.csv"));

        Assert.Equal(_service.Bodies[0].Length - _service.Bodies[0].IndexOf('\n', StringComparison.Ordinal) - 1, _service.Lengths[0]);
        Assert.Null(_service.Lengths[1]);
    }

    [Fact]
    public void What_lies_before_the_place_where_a_stream_is_opened_is_not_sent()
    {
        Send(TaskFile.FromStream(() => new MemoryStream(Encoding.ASCII.GetBytes("secret,url\n")) { Position = 7 }, "a.csv"));

        Assert.DoesNotContain("secret", _service.Bodies[0], StringComparison.Ordinal);
        Assert.Equal(_service.Bodies[0].Length - _service.Bodies[0].IndexOf('\n', StringComparison.Ordinal) - 1, _service.Lengths[0]);
    }

    [Fact]
    public void A_file_larger_than_the_buffer_arrives_whole()
    {
        string text = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i}\n"));

        Send(TaskFile.FromText(text, "a.csv"));

        Assert.Contains("\r\n\r\n" + text + "\r\n--", _service.Bodies[0], StringComparison.Ordinal);
    }

    private string Send(TaskFile file) => Ended(Client.Uploads.SendAsync(Squid, file));

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Boundary();
}

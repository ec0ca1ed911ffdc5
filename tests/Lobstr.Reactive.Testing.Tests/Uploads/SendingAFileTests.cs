using System.Net.Http.Headers;
using System.Text;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class SendingAFileTests : SimulatorTest
{
    private const string TwoRows = "url\nhttps://example.com/1\nhttps://example.com/2\n";

    private const string LongerThanAnyId = Sixtyfour + Sixtyfour + Sixtyfour + Sixtyfour + Sixtyfour;
    private const string Sixtyfour = Squid + Squid;

    [Fact]
    public void A_file_is_answered_with_the_id_of_its_upload()
    {
        string answer = Line(Upload(TwoRows));

        Assert.Equal($$"""200 {"id":"{{Simulator.Uploads[0].Id}}","object":"task_upload"}""", answer);
    }

    [Fact]
    public void What_was_received_can_be_asked()
    {
        Advance(7);
        Upload("url,city\nhttps://example.com/1,Lyon\nonly one cell\n", "my tasks.csv");

        ReceivedUpload upload = Assert.Single(Simulator.Uploads);
        Assert.Equal(Squid, upload.Squid);
        Assert.Equal("my tasks.csv", upload.FileName);
        Assert.Equal(["url", "city"], upload.Columns);
        Assert.Equal([["https://example.com/1", "Lyon"], ["only one cell"]], upload.Rows);
        Assert.Equal(2, upload.RowCount);
        Assert.Equal(Seconds(7), upload.ReceivedAt);
    }

    [Fact]
    public void The_file_may_come_before_the_squid_and_other_fields_between()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(TwoRows), "file", "tasks.csv" },
            { new StringContent("something"), "else" },
            { new StringContent(Squid), "squid" },
        };

        Assert.Equal(200, (int)Ended(SendAsync(HttpMethod.Post, "tasks/upload", form)).StatusCode);
        Assert.Equal(2, Simulator.Uploads[0].Meta.Inserted);
    }

    [Fact]
    public void A_file_lives_from_its_arrival_about_six_seconds_and_longer_with_more_rows()
    {
        var rows = new StringBuilder("n\n");
        for (int i = 0; i < 400; i++) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}\n");
        Advance(100);
        Upload(rows.ToString());
        string id = Simulator.Uploads[0].Id;

        Assert.StartsWith("202", Poll(id), StringComparison.Ordinal);
        Assert.Contains("PENDING", Poll(id), StringComparison.Ordinal);
        Advance(7.999);
        Assert.Contains("PROGRESS", Poll(id), StringComparison.Ordinal);
        Advance(0.001);
        Assert.StartsWith("200", Poll(id), StringComparison.Ordinal);
        Assert.EndsWith("\"SUCCESS\",\"meta\":{\"duplicates\":0,\"inserted\":400,\"invalid\":0,\"valid\":400}}", Poll(id), StringComparison.Ordinal);
    }

    [Fact]
    public void The_life_of_files_can_be_said()
    {
        Options = Options with { UploadLife = file => UploadScript.Progress(Seconds(file.RowCount)).Fails(file.Meta) };
        Upload(TwoRows);

        Advance(2);
        Assert.Contains("\"FAILURE\",\"meta\":{\"duplicates\":0,\"inserted\":2", Poll(Simulator.Uploads[0].Id), StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_files_can_have_scripts_of_their_own()
    {
        Simulator.ScriptNextUpload(UploadScript.Fails());
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Upload(TwoRows);
        Upload(TwoRows, squid: "other");
        Upload(TwoRows, squid: "third");

        Assert.Contains("FAILURE", Poll(Simulator.Uploads[0].Id), StringComparison.Ordinal);
        Assert.Contains("\"SUCCESS\",\"meta\":{\"duplicates\":0,\"inserted\":2", Poll(Simulator.Uploads[1].Id), StringComparison.Ordinal);
        Assert.Contains("PENDING", Poll(Simulator.Uploads[2].Id), StringComparison.Ordinal);
    }

    [Fact]
    public void A_life_that_is_null_says_whose_fault_it_is()
    {
        Options = Options with { UploadLife = _ => null! };

        var error = Assert.Throws<InvalidOperationException>(() => Upload(TwoRows));
        Assert.Contains("UploadLife", error.Message, StringComparison.Ordinal);
        Assert.Equal(RequestOutcome.Failed, Assert.Single(Simulator.Requests).Outcome);
    }

    [Fact]
    public void Rows_beyond_those_that_are_kept_are_counted()
    {
        Options = Options with { KeptRows = 1 };
        Upload(TwoRows);

        ReceivedUpload upload = Simulator.Uploads[0];
        Assert.Single(upload.Rows);
        Assert.Equal(2, upload.RowCount);
        Assert.Equal(2, upload.Meta.Inserted);
    }

    [Theory]
    [InlineData(null, "tasks.csv", "url\n1\n", "ParamsNeeded", "squid")]
    [InlineData("", "tasks.csv", "url\n1\n", "ParamsNeeded", "squid")]
    [InlineData("../x", "tasks.csv", "url\n1\n", "ParamsInvalid", "squid")]
    [InlineData(LongerThanAnyId, "tasks.csv", "url\n1\n", "ParamsInvalid", "squid")]
    [InlineData(Squid, null, "url\n1\n", "ParamsNeeded", "file")]
    [InlineData(Squid, "tasks.xlsx", "url\n1\n", "ParamsInvalid", "file")]
    [InlineData(Squid, "tasks.csv", "", "ParamsInvalid", "file")]
    [InlineData(Squid, "tasks.csv", "\r\n\n", "ParamsInvalid", "file")]
    [InlineData(Squid, "tasks.csv", "url\n0123456789\n0123456789\n0123456789\n", "FileSizeLimitExceeded", "file")]
    public void A_bad_request_is_a_400_that_says_what_is_wrong(string? squid, string? fileName, string text, string type, string param)
    {
        Options = Options with { MaxFileBytes = 30 };
        using var form = new MultipartFormDataContent { { new StringContent("x"), "else" } };
        if (squid is not null) form.Add(new StringContent(squid), "squid");
        if (fileName is not null) form.Add(new StringContent(text), "file", fileName);

        string answer = Line(Ended(SendAsync(HttpMethod.Post, "tasks/upload", form)));

        Assert.Matches($$"""^400 \{"error":\{"message":"[^"]+","type":"{{type}}","param":"{{param}}"\}\}$""", answer);
        Assert.Empty(Simulator.Uploads);
    }

    [Theory]
    [InlineData("tasks.csv", null, 200)]
    [InlineData("tasks.csv", "text/csv", 200)]
    [InlineData("tasks.csv", "text/plain", 200)]
    [InlineData("tasks.csv", "application/octet-stream", 400)]
    [InlineData("tasks.tsv", "text/tab-separated-values", 200)]
    [InlineData("tasks.tsv", "Application/Octet-Stream", 400)]
    [InlineData("tasks", "text/csv; charset=utf-8", 200)]
    [InlineData("tasks", "text/tab-separated-values", 200)]
    [InlineData("tasks", "text/plain", 400)]
    [InlineData("tasks", null, 400)]
    public void The_type_of_the_part_counts_as_the_extension_does(string fileName, string? type, int expected)
    {
        var file = new StringContent("url\n1\n");
        file.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var form = new MultipartFormDataContent { { new StringContent(Squid), "squid" }, { file, "file", fileName } };

        Assert.Equal(expected, (int)Ended(SendAsync(HttpMethod.Post, "tasks/upload", form)).StatusCode);
    }

    [Fact]
    public void A_file_of_the_largest_size_is_taken()
    {
        Options = Options with { MaxFileBytes = TwoRows.Length };

        Assert.Equal(2, Count(TwoRows).Inserted);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'u', (byte)'\n', 0xE9, (byte)'\n' })] // Latin-1
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'u', 0, (byte)'\n', 0 })] // UTF-16 with a byte order mark
    [InlineData(new byte[] { (byte)'u', 0, (byte)'\n', 0, (byte)'1', 0 })] // UTF-16 without one
    [InlineData(new byte[] { (byte)'u', (byte)'\n', 0xC3 })] // UTF-8 cut off
    public void A_file_that_is_no_utf8_is_bad_encoding(byte[] bytes) =>
        Assert.Matches("""^400 \{"error":\{"message":"[^"]+","type":"BadEncoding","param":"file"\}\}$""", Line(Upload(bytes)));

    [Fact]
    public void A_header_without_rows_is_an_upload_of_nothing() => Assert.Equal(new UploadMeta(), Count("url,city\r\n"));

    [Fact]
    public void A_body_that_is_no_form_is_a_400()
    {
        string[] answers =
        [
            Line(Ended(SendAsync(HttpMethod.Post, "tasks/upload"))),
            Line(Ended(SendAsync(HttpMethod.Post, "tasks/upload", new StringContent("{}")))),
            Line(Ended(SendAsync(HttpMethod.Post, "tasks/upload", Multipart("--x\r\nContent-Disposition: form-data; name=squid\r\n\r\n1\r\n")))),
            Line(Ended(SendAsync(HttpMethod.Post, "tasks/upload", Multipart("")))),
            Line(Ended(SendAsync(HttpMethod.Post, "tasks/upload", Multipart("--x\r\nno colon\r\n\r\n\r\n--x--")))),
        ];

        Assert.All(answers, answer => Assert.Contains("\"type\":\"ParamsInvalid\",\"param\":\"Content-Type\"", answer, StringComparison.Ordinal));
    }

    private static StringContent Multipart(string body)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        return content;
    }
}

using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>The header of a file against what a crawler takes, before the file is sent.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Squid = """{"id":"s1","crawler":"c1","is_ready":true}""";
    private const string Url = """{"task":{"url":{"type":"text","required":true,"default":null}},"squid":{"functions":{}}}""";

    // A place is an address, or a name and a town; a language may stand beside either.
    private const string Places = """
        {"task":{"url":{"group":"url","required":true},"keyword":{"group":"location","required":true},"city":{"group":"location","required":true,"default":null},
        "district":{"group":"location","required":false},"language":{"required":false}},"squid":{"max":{"required":true},"functions":{}}}
        """;

    private readonly ClientRun _run = new(options => options with { Retry = new RetryPolicy { MaxRetries = 1, Jitter = () => 0.5 } });

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_squid_names_its_crawler_and_the_crawler_its_parameters()
    {
        TaskFileCheck check = Check("url\nno row is judged,at,all\n", Url);

        Assert.Equal(["url"], check.Columns);
        Assert.True(check.IsGood);
        _run.Says(
            """
            0  GET /v1/squids/s1
            0  GET /v1/crawlers/c1/params
            """);
    }

    [Theory]
    [InlineData("url", "", "")]
    [InlineData("url,language", "", "")]
    [InlineData("keyword,city", "", "")]
    [InlineData("city,keyword,district,language", "", "")]
    [InlineData("keyword,city,url", "", "")]
    [InlineData("url,keyword,district", "", "")]
    [InlineData("keyword", "", "city")]
    [InlineData("district", "", "keyword,city")]
    [InlineData("language", "", "url")]
    [InlineData("urls", "urls", "url")]
    [InlineData("URL,Keyword", "URL,Keyword", "url")]
    [InlineData("url,price,price,max", "price,max", "")]
    [InlineData("keyword,town", "town", "city")]
    [InlineData("url,", "", "", true)]
    [InlineData("url, language", " language", "")]
    public void Of_alternatives_one_is_enough(string header, string unknown, string missing, bool hasNameless = false)
    {
        TaskFileCheck check = Check(header + "\n", Places);

        Assert.Equal(hasNameless ? [""] : Split(unknown), check.UnknownColumns);
        Assert.Equal(Split(missing), check.MissingColumns);
        Assert.Equal(unknown.Length + missing.Length == 0 && !hasNameless, check.IsGood);
    }

    [Theory]
    [InlineData("""{"task":{"a":{"group":1,"required":true},"b":{"group":2,"required":true}}}""", "b", "")]
    [InlineData("""{"task":{"a":{"required":true},"b":{"group":"x","required":true}}}""", "b", "a")]
    [InlineData("""{"task":{"a":{"required":true,"default":"en"},"b":{"required":true,"default":""}}}""", "b", "")]
    [InlineData("""{"task":{"a":{"group":"x","required":true},"b":{"group":"y","required":false}}}""", "b", "")]
    [InlineData("""{"task":{"a":{"group":"x","required":true},"b":{"group":"y"},"c":{}}}""", "c", "a")]
    [InlineData("""{"task":{"a":null,"b":"text","c":[]},"more":1}""", "b", "")]
    public void What_a_crawler_requires_is_read_leniently(string parameters, string header, string missing) =>
        Assert.Equal(Split(missing), Check(header, parameters).MissingColumns);

    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData("a,b\r\n1,2\r\n", "a|b")]
    [InlineData("a,b\r1,2", "a|b")]
    [InlineData("\uFEFFa,b\n", "a|b")]
    [InlineData("\uFEFF\"a\",\"b, c\"\n", "a|b, c")]
    [InlineData("\"a \"\"quoted\"\" one\",b\n", "a \"quoted\" one|b")]
    [InlineData("\"a\nlong\r\none\",b\n", "a\nlong\r\none|b")]
    [InlineData("\"a\"\"\nlong one\",b\n", "a\"\nlong one|b")]
    [InlineData("\"\",b\n", "|b")]
    [InlineData("a,,b\n", "a||b")]
    [InlineData("5\" pipe,b\n", "5\" pipe|b")]
    [InlineData("é,日本\n", "é|日本")]
    [InlineData("a\tb\n", "a\tb")]
    [InlineData("a;b\n", "a;b")]
    public void The_names_of_columns_stand_in_the_first_line(string text, string expected) =>
        Assert.Equal(expected.Split('|'), Check(text, Url).Columns);

    [Fact]
    public void Of_a_tsv_they_stand_between_tabs() =>
        Assert.Equal(["a,b", "c\td"], Check(TaskFile.FromText("a,b\t\"c\td\"\n1\t2\n", "tasks.tsv"), Url).Columns);

    [Fact]
    public void No_more_is_read_than_the_first_line()
    {
        int reads = 0;
        var stream = new ListedStream(["ur", "l,\"more", "\"\"\"\r", "never", "read"], () => reads++);

        TaskFileCheck check = Check(TaskFile.FromStream(() => stream, "tasks.csv"), Url);

        Assert.Equal(["url", "more\""], check.Columns);
        Assert.Equal(3, reads);
        Assert.False(stream.CanRead, "The stream should be closed.");
    }

    [Theory]
    [InlineData("\n", "empty")]
    [InlineData("\nurl\n1\n", "empty")]
    [InlineData(",,\n1,2,3\n", "empty")]
    [InlineData("\"\"\n1\n", "empty")]
    [InlineData(" \n1\n", "empty")]
    [InlineData("\"url\n1\n2\n", "quote that is not closed")]
    [InlineData("a\0b\n", "no text")]
    public void A_header_that_cannot_be_read_is_an_error_and_costs_no_request(string text, string expected)
    {
        Exception error = Failed(TaskFile.FromText(text, "tasks.csv"));

        Assert.Contains(expected, Assert.IsType<InvalidDataException>(error).Message, StringComparison.Ordinal);
        Assert.Contains("tasks.csv", error.Message, StringComparison.Ordinal);
        Assert.Empty(_run.Service.Requests);
    }

    [Theory]
    [InlineData("C3 28 0A", "UTF-8")]
    [InlineData("FF FE 75 00 0A 00", "UTF-16")]
    [InlineData("FE FF 00 75 00 0A", "UTF-16")]
    public void A_header_in_another_encoding_is_an_error(string bytes, string expected)
    {
        byte[] content = Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));

        Exception error = Failed(TaskFile.FromStream(() => new MemoryStream(content), "tasks.csv"));

        Assert.Contains(expected, Assert.IsType<InvalidDataException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_the_encoding_of_a_row_is_no_business_of_the_check() =>
        Assert.True(Check(TaskFile.FromStream(() => new MemoryStream([.. "url\n"u8, 0xC3, 0x28]), "tasks.csv"), Url).IsGood);

    [Fact]
    public void An_empty_line_is_empty_however_much_comes_after_it()
    {
        Exception error = Failed(TaskFile.FromText("\n" + new string('a', 200_000), "tasks.csv"));

        Assert.Contains("is empty", Assert.IsType<InvalidDataException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_given_up()
    {
        Exception error = Failed(TaskFile.FromText(new string('a', 200_000), "tasks.csv"));

        Assert.Contains("longer than 65536 bytes", Assert.IsType<InvalidDataException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_that_error()
    {
        Assert.IsType<FileNotFoundException>(Failed(TaskFile.FromPath("/nowhere/tasks.csv")));
        Assert.IsType<InvalidDataException>(Failed(TaskFile.FromStream(() => new MemoryStream(), "tasks.csv")));
        Assert.Empty(_run.Service.Requests);
    }

    [Fact]
    public void The_file_can_be_sent_afterwards()
    {
        TaskFile file = TaskFile.FromText("url\n1\n", "tasks.csv");
        Check(file, Url);
        _run.Service.Answers(200, """{"id":"up-1"}""");

        Task<string> sending = _run.Client.Uploads.SendAsync("s1", file, TestContext.Current.CancellationToken);
        _run.RunTo(60);

        Assert.True(sending.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("""{"id":"s1","is_ready":true}""", Url)]
    [InlineData("""{"id":"s1","crawler":"../me"}""", Url)]
    [InlineData(Squid, """{"squid":{}}""")]
    [InlineData(Squid, """{"task":[]}""")]
    public void Answers_that_cannot_be_meant_are_protocol_faults(string squid, string parameters)
    {
        _run.Service.Answers(200, squid).Answers(200, parameters).Times(2);
        Task check = _run.Client.Squids.CheckAsync("s1", TaskFile.FromText("url\n", "tasks.csv"), TestContext.Current.CancellationToken);
        _run.RunTo(60);

        Assert.IsType<LobstrProtocolException>(check.Exception!.InnerException);
    }

    [Fact]
    public void Faults_are_retried_and_refusals_are_not()
    {
        _run.Service.Answers(502, "").Answers(200, Squid).Answers(502, "").Answers(200, Url).Answers(404, "");

        Task<TaskFileCheck> check = _run.Client.Squids.CheckAsync("s1", TaskFile.FromText("url\n", "tasks.csv"), TestContext.Current.CancellationToken);
        _run.RunTo(10);
        Task second = _run.Client.Squids.CheckAsync("s1", TaskFile.FromText("url\n", "tasks.csv"), TestContext.Current.CancellationToken);
        _run.RunTo(20);

        Assert.True(check.IsCompletedSuccessfully);
        Assert.IsType<LobstrApiException>(second.Exception!.InnerException);
        Assert.Equal([0, 0.5, 0.5, 1, 10], _run.Transcript.InstantsOf("GET"));
    }

    private static string[] Split(string names) => names.Length == 0 ? [] : names.Split(',');

    private TaskFileCheck Check(string text, string parameters) => Check(TaskFile.FromText(text, "tasks.csv"), parameters);

    private TaskFileCheck Check(TaskFile file, string parameters)
    {
        _run.Service.Answers(200, Squid).Answers(200, parameters);
        Task<TaskFileCheck> check = _run.Client.Squids.CheckAsync("s1", file, TestContext.Current.CancellationToken);
        _run.RunTo(30);
        Assert.True(check.IsCompleted, "There should be an answer by now.");
        return check.GetAwaiter().GetResult();
    }

    private Exception Failed(TaskFile file)
    {
        Task check = _run.Client.Squids.CheckAsync("s1", file, TestContext.Current.CancellationToken);
        _run.RunTo(30);
        return check.Exception!.InnerException!;
    }

    /// <summary>A stream of these pieces, one a read.</summary>
    private sealed class ListedStream(string[] pieces, Action onRead) : MemoryStream
    {
        private int _next;
        private bool _isClosed;

        public override bool CanRead => !_isClosed;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            onRead();
            return ValueTask.FromResult(Encoding.UTF8.GetBytes(pieces[_next++], buffer.Span));
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        protected override void Dispose(bool disposing)
        {
            _isClosed = true;
            base.Dispose(disposing);
        }
    }
}

using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class FileErrorTests : PipelineTest
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lobstr-pipeline-").FullName;

    public override void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains(PathOf("none.csv"), ErrorOf<FileNotFoundException>(TaskFile.FromPath(PathOf("none.csv"))), StringComparison.Ordinal);

    [Fact]
    public void A_directory_is_no_file()
    {
        Directory.CreateDirectory(PathOf("folder.csv"));

        Assert.Contains("is a directory", ErrorOf<IOException>(TaskFile.FromPath(PathOf("folder.csv"))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_has_no_tasks() => Assert.Contains(
        "'b.csv' is empty", ErrorOf<InvalidDataException>(TaskFile.FromStream(() => new MemoryStream(), "b.csv")), StringComparison.Ordinal);

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\uFEFF \t\r\n")]
    public void A_file_of_nothing_but_blanks_is_empty(string text)
    {
        Assert.Contains("'b.csv' is empty", ErrorOf<InvalidDataException>(TaskFile.FromText(text, "b.csv")), StringComparison.Ordinal);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ErrorOf<InvalidDataException>(TaskFile.FromStream(() => new DribblingStream(bytes), "b.csv"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_of_nothing_but_blanks_is_empty_in_utf16_too(bool isBigEndian)
    {
        byte[] bytes = new UnicodeEncoding(isBigEndian, byteOrderMark: true) is var utf16 ? [.. utf16.GetPreamble(), .. utf16.GetBytes("\r\n")] : [];

        ErrorOf<InvalidDataException>(TaskFile.FromStream(() => new MemoryStream(bytes), "b.csv"));
        ErrorOf<InvalidDataException>(TaskFile.FromStream(() => new DribblingStream(bytes), "b.csv"));
    }

    [Theory]
    [InlineData("EF 20 0A")]
    [InlineData("EF BB 20 0A")]
    [InlineData("FF 20 0A")]
    public void What_begins_like_a_byte_order_mark_and_is_none_is_for_the_service_to_judge(string bytes)
    {
        byte[] content = Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));

        var error = Failed<LobstrApiException>(Client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new DribblingStream(content), "a.csv")));

        Assert.Equal("BadEncoding", error.ErrorType);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Blanks_before_the_first_line_are_sent_with_it(int blanks)
    {
        string text = new string('\n', blanks) + "url\n1\n";
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        var service = new CannedHandler("""{"id":"up-1","object":"task_upload"}""");
        Wire.InnerHandler = service;

        Ended(Client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new DribblingStream(bytes), "a.csv")));

        Assert.Contains("\r\n\r\n" + text + "\r\n--", service.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_returns_the_same_stream_again_is_told_so()
    {
        var stream = new MemoryStream("url\n1\n"u8.ToArray());
        TaskFile file = TaskFile.FromStream(() => stream, "a.csv");
        Ended(Client.Uploads.SendAsync(Squid, file));

        var error = Failed<InvalidOperationException>(Client.Uploads.SendAsync(Squid, file));

        Assert.Contains("'a.csv'", error.Message, StringComparison.Ordinal);
        Assert.Contains("a new stream each time", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void A_stream_that_was_returned_before_and_is_not_closed_is_not_sent_from_where_it_stands()
    {
        var stream = new ScriptedStream(Clock, pieces: 1_000) { PieceTime = Seconds(1) };
        TaskFile file = TaskFile.FromStream(() => stream, "a.csv");
        Task<string> first = Client.Uploads.SendAsync(Squid, file);
        Task<string> second = Client.Uploads.SendAsync(Squid, file);
        RunTo(1.5);

        // The first one goes on, for the stream is still its own.
        Assert.IsType<InvalidOperationException>(second.Exception!.InnerException);
        Ended(first);
        Assert.Equal(999, Simulator.Uploads[0].RowCount);
    }

    [Fact]
    public void A_function_that_returns_a_closed_stream_is_told_so()
    {
        string path = PathOf("closed.csv");
        File.WriteAllText(path, "url\n1\n");

        foreach (Func<Stream> open in (Func<Stream>[])[() => new MemoryStream([1, 2]), () => File.OpenRead(path), () => new DribblingStream([1, 2])])
        {
            string message = ErrorOf<InvalidOperationException>(TaskFile.FromStream(
                () =>
                {
                    Stream stream = open();
                    stream.Dispose();
                    return stream;
                },
                "a.csv"));
            Assert.Contains("a new stream each time", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_may_not_be_read_says_so()
    {
        // Whoever runs the tests may be allowed to read everything: somebody else says no.
        TaskFile file = TaskFile.FromStream(() => throw new UnauthorizedAccessException("Access to the path is denied."), "secret.csv");

        Assert.Equal("Access to the path is denied.", ErrorOf<UnauthorizedAccessException>(file));
    }

    [Fact]
    public void A_file_that_cannot_be_read_at_all_is_closed_and_nothing_is_sent()
    {
        var stream = new ScriptedStream(Clock, pieces: 3) { FailsAt = 1 };

        Assert.Equal("The disk has a scratch.", ErrorOf<IOException>(TaskFile.FromStream(() => stream, "a.csv")));
        Assert.True(stream.IsClosed);
    }

    [Fact]
    public void A_function_that_opens_nothing_is_told_so() =>
        Assert.Contains("'a.csv' returned null", ErrorOf<InvalidOperationException>(TaskFile.FromStream(() => null!, "a.csv")), StringComparison.Ordinal);

    [Theory]
    [InlineData("tasks.txt")]
    [InlineData("tasks")]
    [InlineData("tasks.xlsx")]
    [InlineData("csv")]
    [InlineData("tasks.csv.gz")]
    public void A_wrong_extension_is_refused_before_anything_is_opened(string name)
    {
        Assert.Equal("path", Assert.Throws<ArgumentException>(() => TaskFile.FromPath(PathOf(name))).ParamName);
        Assert.Equal("fileName", Assert.Throws<ArgumentException>(() => TaskFile.FromStream(() => new MemoryStream(), name)).ParamName);
        ArgumentException error = Assert.Throws<ArgumentException>(() => TaskFile.FromText("url\n", name));
        Assert.Equal("fileName", error.ParamName);
        Assert.Contains("must end in .csv or .tsv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_no_file()
    {
        Assert.Throws<ArgumentException>(() => TaskFile.FromPath(" "));
        Assert.Throws<ArgumentNullException>(() => TaskFile.FromPath(null!));
        Assert.Throws<ArgumentNullException>(() => TaskFile.FromStream((Func<Stream>)null!, "a.csv"));
        Assert.Throws<ArgumentException>(() => TaskFile.FromText("", "a.csv"));
        Assert.Throws<ArgumentException>(() => TaskFile.FromText("a", ""));
    }

    [Fact]
    public void A_file_that_breaks_in_the_middle_ends_the_sending_and_is_closed()
    {
        var stream = new ScriptedStream(Clock, pieces: 5) { FailsAt = 3 };
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, TaskFile.FromStream(() => stream, "a.csv")));
        Run();

        Assert.Contains("The disk has a scratch.", observer.Error!.ToString(), StringComparison.Ordinal);
        Assert.True(stream.IsClosed);
        Assert.Empty(Simulator.Uploads);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void A_bad_encoding_comes_through_with_the_words_of_the_service()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("ville\nOrléans\n");
        var error = Failed<LobstrApiException>(Client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new MemoryStream(latin1), "a.csv")));

        Assert.Equal(("BadEncoding", "file"), (error.ErrorType, error.Param));
        Assert.Contains("The file's encoding could not be recognized.", error.Message, StringComparison.Ordinal);
    }

#if !NETSTANDARD_LIBRARY // No token reaches what is sent there.
    [Fact]
    public void A_file_that_is_too_large_comes_through_with_the_words_of_the_service_and_is_not_read_to_its_end()
    {
        Options = Options with { MaxFileBytes = 100 };
        var stream = new ScriptedStream(Clock, pieces: 1_000_000);
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, TaskFile.FromStream(() => stream, "a.csv")));
        Run();

        var error = Assert.IsType<LobstrApiException>(observer.Error);
        Assert.Equal(("FileSizeLimitExceeded", "file"), (error.ErrorType, error.Param));
        Assert.Contains("larger than 100 bytes", error.Message, StringComparison.Ordinal);
        Assert.True(stream.IsClosed);
        Assert.InRange(stream.Reads, 5, 10_000);
    }
#endif

    // Says what went wrong with a file of which nothing may have been sent, in both ways of sending.
    private string ErrorOf<TError>(TaskFile file)
        where TError : Exception
    {
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, file));
        Run();
        Assert.IsType<TError>(observer.Error);
        TError error = Failed<TError>(Client.Uploads.SendAsync(Squid, file));
        Assert.Equal(observer.Error.Message, error.Message);
        Assert.Equal(0, Simulator.RequestCount);
        Assert.DoesNotContain("may or may not", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    private string PathOf(string name) => Path.Combine(_directory, name);
}

using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Pipeline.Tests;

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
        Assert.Throws<ArgumentNullException>(() => TaskFile.FromStream(null!, "a.csv"));
        Assert.Throws<ArgumentException>(() => TaskFile.FromText("", "a.csv"));
        Assert.Throws<ArgumentException>(() => TaskFile.FromText("a", ""));
    }

    [Fact]
    public void A_file_that_breaks_in_the_middle_ends_the_sending_and_is_closed()
    {
        var stream = new ScriptedStream(Clock, pieces: 5) { FailsAt = 3 };
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.Send(Squid, TaskFile.FromStream(() => stream, "a.csv")));
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

    [Fact]
    public void A_file_that_is_too_large_comes_through_with_the_words_of_the_service_and_is_not_read_to_its_end()
    {
        Options = Options with { MaxFileBytes = 100 };
        var stream = new ScriptedStream(Clock, pieces: 1_000_000);
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.Send(Squid, TaskFile.FromStream(() => stream, "a.csv")));
        Run();

        var error = Assert.IsType<LobstrApiException>(observer.Error);
        Assert.Equal(("FileSizeLimitExceeded", "file"), (error.ErrorType, error.Param));
        Assert.Contains("larger than 100 bytes", error.Message, StringComparison.Ordinal);
        Assert.True(stream.IsClosed);
        Assert.InRange(stream.Reads, 5, 10_000);
    }

    // Says what went wrong with a file of which nothing may have been sent, in both ways of sending.
    private string ErrorOf<TError>(TaskFile file)
        where TError : Exception
    {
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.Send(Squid, file));
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

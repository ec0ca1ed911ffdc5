using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Samples.WatchUpload;

namespace Lobstr.Reactive.Samples.Tests.WatchUpload;

public class VerdictTests
{
    private const string NotSafe = "It is not safe to start the run: tasks would be missed.";

    [Fact]
    public void A_success_is_counted_and_the_run_may_start() =>
        Assert.Equal(
            ["The upload succeeded. Tasks inserted: 1,234, duplicates skipped: 2, invalid rows left out: 0.", "It is now safe to start the run."],
            Verdict.OfSuccess(Success(new UploadMeta { Valid = 1_236, Inserted = 1_234, Duplicates = 2 })));

    [Fact]
    public void Invalid_rows_are_pointed_out_before_the_run_starts() =>
        Assert.Equal(
            [
                "The upload succeeded. Tasks inserted: 8, duplicates skipped: 0, invalid rows left out: 3.",
                "No run will see the invalid rows: correct them and send them again, if they matter.",
                "It is now safe to start the run.",
            ],
            Verdict.OfSuccess(Success(new UploadMeta { Valid = 8, Inserted = 8, Invalid = 3 })));

    [Fact]
    public void A_success_without_counts_is_a_success() =>
        Assert.Equal(
            ["The upload succeeded. The service gave no counts.", "It is now safe to start the run."],
            Verdict.OfSuccess(Success(meta: null)));

    [Fact]
    public void Whatever_ends_a_watch_is_said_with_a_warning()
    {
        Exception[] endings =
        [
            new UploadFailedException(new UploadStatus { Id = "42", State = UploadState.Failure }),
            new UploadNotFoundException("42"),
            new UploadTimeoutException("42", lastStatus: null, TimeSpan.FromSeconds(30)),
            new LobstrAuthenticationException("The key is not known."),
            new LobstrProtocolException("Not a status."),
            new HttpRequestException("No route to host.", inner: null, statusCode: null),
            new TimeoutException("No answer."),
            new IOException("The connection was closed."),
        ];
        Assert.All(endings, ending => Assert.Equal(
            (ExitCodes.Failed, ending.Message + Environment.NewLine + NotSafe),
            Verdict.OfFailure(ending, CancellationToken.None)));
    }

    [Fact]
    public void What_the_user_can_change_is_a_usage_error()
    {
        Assert.Equal((ExitCodes.Usage, "No key."), Verdict.OfFailure(new UsageException("No key."), CancellationToken.None));
        Assert.Equal((ExitCodes.Usage, "No id."), Verdict.OfFailure(new ArgumentException("No id.", "options"), CancellationToken.None));
    }

    [Fact]
    public void Only_a_cancellation_that_was_asked_for_is_an_interruption()
    {
        var cancelled = new CancellationToken(canceled: true);
        Assert.Equal(
            (ExitCodes.Interrupted, "Interrupted: no longer watching."),
            Verdict.OfFailure(new OperationCanceledException(), cancelled));
        Assert.Null(Verdict.OfFailure(new OperationCanceledException(), CancellationToken.None));
    }

    [Fact]
    public void A_mistake_of_the_program_is_not_hidden() =>
        Assert.Null(Verdict.OfFailure(new InvalidOperationException(), CancellationToken.None));

    private static UploadStatus Success(UploadMeta? meta) => new() { Id = "42", State = UploadState.Success, Meta = meta };
}

using System.Net;
using System.Reactive.Linq;
using Lobstr.Reactive.Samples.WatchMany;
using Spectre.Console.Testing;

namespace Lobstr.Reactive.Samples.Tests.WatchMany;

public sealed class LiveDisplayTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Shows_each_upload_and_what_the_budget_does()
    {
        // A console without escape codes shows one frame after another; the last one stays.
        Assert.EndsWith(
            """
            Uploads  2 of 5 ended after 3.0 s
            Budget   2 of 90 requests in the last minute, 1 waiting for their turn
                     paused for 12.0 s: the service has had too many requests (429)

              Upload  State     Inserted  Duplicates  Invalid  Answered
            ─────────────────────────────────────────────────────────────────────────────
              done    SUCCESS      1,234           2        0
              gone    -                -           -        -            not found
              idle    -                -           -        -            waiting
              lame    -                -           -        -            retry in 2.0 s
              odd     [red]HE…         -           -        -     1.8 s
            """.ReplaceLineEndings("\n"),
            await ShowAsync(FleetAfterThreeSeconds(), height: 24),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_room_for_all_what_went_wrong_comes_first()
    {
        Assert.EndsWith(
            """
              gone    -                -           -        -            not found
              idle    -                -           -        -            waiting
              lame    -                -           -        -            retry in 2.0 s

             and 2 more
            """.ReplaceLineEndings("\n"),
            await ShowAsync(FleetAfterThreeSeconds(), height: 12),
            StringComparison.Ordinal);
    }

    private static Fleet FleetAfterThreeSeconds()
    {
        return new Fleet(["done", "gone", "idle", "lame", "odd"], TimeSpan.FromSeconds(2), Begin)
            .With(new RequestSent { Method = "GET", Path = "tasks/upload/done", At = Begin, Id = "done" })
            .With(new ResponseReceived(HttpStatusCode.OK, TimeSpan.Zero) { At = Begin, Id = "done" })
            .With(new UploadUpdate("done", new UploadStatus { Id = "done", State = UploadState.Success, Meta = new UploadMeta { Valid = 1236, Inserted = 1234, Duplicates = 2 } }))
            .With(new UploadUpdate("gone", new UploadNotFoundException("gone")))
            .With(new RetryScheduled(TimeSpan.FromSeconds(4), 1, new HttpRequestException("no answer")) { At = Begin.AddSeconds(1), Id = "lame" })
            .With(new RequestSent { Method = "GET", Path = "tasks/upload/odd", At = Begin.AddSeconds(1), Id = "odd" })
            .With(new ResponseReceived(HttpStatusCode.Accepted, TimeSpan.Zero) { At = Begin.AddSeconds(1.2), Id = "odd" })
            .With(new UploadUpdate("odd", new UploadStatus { Id = "odd", State = UploadState.Unknown, RawState = "[red]HELD[/]" }))
            .With(new BudgetPaused("tasks", Begin.AddSeconds(15), "the service has had too many requests (429)") { At = Begin.AddSeconds(2) })
            .At(Begin.AddSeconds(3));
    }

    private async Task<string> ShowAsync(Fleet fleet, int height)
    {
        _console.Profile.Height = height;
        Assert.Same(fleet, await new LiveDisplay(_console).ShowAsync(Observable.Return(fleet)));
        return string.Join('\n', _console.Lines.Select(line => line.TrimEnd())).TrimEnd();
    }
}

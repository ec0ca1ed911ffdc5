using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class BrokenDownloadTests : DownloadTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(450)]
    [InlineData(899)]
    public void A_transfer_that_breaks_off_goes_on_where_it_was(int bytes)
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(bytes), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(bytes == 0 ? [null, null] : [null, $"bytes={bytes}-"], Transfers.Select(transfer => transfer.Range));
        Assert.Equal(bytes == 0 ? null : "\"v1\"", Transfers[1].IfRange);
        Assert.Equal(1, Links);
    }

    [Fact]
    public void It_goes_on_as_often_as_it_makes_progress()
    {
        // Ninety pieces of ten bytes each.
        Simulator.Faults.Always(Fault.BodyBreaksAfter(10), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(90, Transfers.Count);
    }

    [Theory]
    [InlineData("break")]
    [InlineData("reset")]
    [InlineData("refused")]
    [InlineData("503")]
    public void Without_progress_it_fails_and_says_how_far_it_came(string fault)
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(300), IsTransfer);
        Simulator.Faults.Always(
            fault switch
            {
                "break" => Fault.BodyBreaksAfter(0),
                "reset" => Fault.ConnectionReset,
                "refused" => Fault.ConnectionRefused,
                _ => Fault.Status(HttpStatusCode.ServiceUnavailable),
            },
            IsTransfer);

        IOException error = Breaks();

        Assert.Contains("run 'r' broke off after 300 bytes", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
        Assert.Equal(Whole[..300], Downloaded);
        // The one that made progress counts as the first fault.
        Assert.Equal(6, Transfers.Count);
    }

    [Fact]
    public void A_transfer_that_stands_still_goes_on_after_the_request_timeout()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyHangsAfter(300), IsTransfer);
        Simulator.Faults.OnRequest(2, Fault.Hang, IsTransfer);
        ClientOptions = ClientOptions with { RequestTimeout = Seconds(12) };
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal([null, "bytes=300-", "bytes=300-"], Transfers.Select(transfer => transfer.Range));
        // Twice twelve seconds, and full jitter of at most a second and two.
        Assert.InRange(Now, 24, 27.001);
    }

    [Fact]
    public void A_slow_reader_does_not_make_the_server_slow()
    {
        var slow = new SlowDestination(Clock, Seconds(100));
        Download(slow);

        Assert.Equal(900, slow.Written);
        Assert.Single(Transfers);
    }

    [Fact]
    public void A_destination_that_fails_is_not_tried_again()
    {
        using var full = new LimitedStream(room: 0);

        Assert.Equal("The disk is full.", Breaks(full).Message);
        Assert.Single(Transfers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_server_that_cannot_resume_sends_it_all_again_or_it_fails(bool canGoBack)
    {
        Wire.WhenSent = request =>
        {
            request.Headers.Range = null;
            request.Headers.IfRange = null;
        };
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        using var pipe = new LimitedStream(room: 10_000);

        if (canGoBack)
        {
            Download();
            Assert.Equal(Whole, Downloaded);
        }
        else
        {
            Assert.Contains("cannot resume", Breaks(pipe).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_body_that_ends_early_without_a_word_is_not_whole()
    {
        // As a proxy may do it: a clean end, and less than was promised.
        Wire.WhenAnswered = answer =>
        {
            if (Transfers.Count == 1 && answer.Content.Headers.ContentLength == 900)
                answer.Content = new ShortContent(Whole[..500], promised: 900);
        };
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal([null, "bytes=500-"], Transfers.Select(transfer => transfer.Range));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_body_whose_end_nobody_marks_is_not_taken_for_whole(bool isChunked, bool isTaken)
    {
        Wire.WhenAnswered = answer =>
        {
            if (answer.Content.Headers.ContentLength != 900)
                return;
            answer.Content = new ShortContent(Whole, promised: null);
            answer.Headers.TransferEncodingChunked = isChunked ? true : null;
        };

        if (isTaken)
        {
            Download();
            Assert.Equal(Whole, Downloaded);
        }
        else
        {
            Assert.Contains("does not say how long the file is", Breaks().Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whoever_has_all_the_bytes_when_the_end_breaks_has_the_file()
    {
        Wire.WhenAnswered = answer =>
        {
            if (Transfers.Count != 1 || answer.Content.Headers.ContentLength != 900)
                return;
            answer.Content = new ShortContent(Whole, promised: null) { Breaks = true };
            answer.Headers.TransferEncodingChunked = true;
            answer.Headers.TryAddWithoutValidation("ETag", "\"v1\"");
        };
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal([null, "bytes=900-"], Transfers.Select(transfer => transfer.Range));
    }
}

using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Pipeline.Tests;

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
        using var full = new FullDestination(room: 0);

        Assert.Equal("The disk is full.", Breaks(full).Message);
        Assert.Single(Transfers);
    }

    [Fact]
    public void An_address_that_has_expired_is_renewed()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyHangsAfter(300), IsTransfer);
        ClientOptions = ClientOptions with { RequestTimeout = Seconds(61) };
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(2, Links);
        Assert.Equal([null, "bytes=300-", "bytes=300-"], Transfers.Select(transfer => transfer.Range));
        Assert.NotEqual(Transfers[1].Address, Transfers[2].Address);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Gone)]
    public void It_is_renewed_once(HttpStatusCode statusCode)
    {
        Simulator.Faults.Always(Fault.Status(statusCode), IsTransfer);

        Assert.Contains("and so was a new one", Breaks().Message, StringComparison.Ordinal);
        Assert.Equal(2, Links);
        Assert.Equal(2, Transfers.Count);
    }

    [Fact]
    public void A_new_address_that_was_of_use_may_expire_too()
    {
        // Every other request is refused, and each of the others brings some bytes.
        for (int i = 1; i < 10; i += 2)
            Simulator.Faults.OnRequest(i, Fault.Status(HttpStatusCode.Forbidden), IsTransfer);
        Simulator.Faults.Always(Fault.BodyBreaksAfter(200), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(6, Links);
    }

    [Fact]
    public void A_file_that_is_another_one_now_is_copied_anew_where_the_stream_can_go_back()
    {
        string longer = Whole.Replace("line", "another", StringComparison.Ordinal);
        Destination.Write("before\n"u8);
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        Wire.WhenSent = _ =>
        {
            if (Transfers.Count == 2)
                Replace(longer, "\"v2\"");
        };
        Download();

        Assert.Equal("before\n" + longer, Downloaded);
    }

    [Fact]
    public void Nothing_of_a_longer_version_stays()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        Wire.WhenSent = _ =>
        {
            if (Transfers.Count == 2)
                Replace("short\n", "\"v2\"");
        };
        Download();

        Assert.Equal("short\n", Downloaded);
    }

    [Fact]
    public void A_file_that_is_another_one_now_fails_where_the_stream_cannot_go_back()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        Wire.WhenSent = _ =>
        {
            if (Transfers.Count == 2)
                Replace(Whole, "\"v2\"");
        };
        using var pipe = new FullDestination(room: 10_000);

        Assert.Contains("broke off after 500 bytes: it cannot go on there", Breaks(pipe).Message, StringComparison.Ordinal);
        Assert.Equal(500, pipe.Written);
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
        using var pipe = new FullDestination(room: 10_000);

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

    [Theory]
    [InlineData(null)]
    [InlineData("W/\"v1\"")]
    public void Without_a_tag_that_tells_versions_apart_it_begins_anew(string? tag)
    {
        Wire.WhenAnswered = answer =>
        {
            answer.Headers.Remove("ETag");
            if (tag is not null)
                answer.Headers.TryAddWithoutValidation("ETag", tag);
        };
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal([null, null], Transfers.Select(transfer => transfer.Range));
    }

    [Theory]
    [InlineData("bytes 400-899/900", "\"v1\"")]
    [InlineData("bytes 500-899/1000", "\"v1\"")]
    [InlineData("bytes 500-899/900", "\"v2\"")]
    [InlineData(null, "\"v1\"")]
    public void A_part_that_does_not_follow_is_not_taken(string? range, string tag)
    {
        Wire.WhenAnswered = answer =>
        {
            if (answer.StatusCode is not HttpStatusCode.PartialContent)
                return;
            answer.Headers.Remove("ETag");
            answer.Headers.TryAddWithoutValidation("ETag", tag);
            answer.Content.Headers.Remove("Content-Range");
            if (range is not null)
                answer.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        };
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);

        Assert.Contains("broke off after 500 bytes", Breaks().Message, StringComparison.Ordinal);
        Assert.Equal(Whole[..500], Downloaded);
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

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.BadRequest)]
    public void What_the_server_of_the_file_will_not_do_is_not_asked_again(HttpStatusCode statusCode)
    {
        Simulator.Faults.Always(Fault.Status(statusCode), IsTransfer);

        IOException error = Breaks();

        Assert.Contains(((int)statusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Single(Transfers);
        Assert.Equal(1, Links);
    }

    [Fact]
    public void A_service_in_trouble_is_asked_for_the_address_again()
    {
        Simulator.Faults.OnRequests(1, 3, Fault.Status(HttpStatusCode.BadGateway));
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(4, Links);
    }
}

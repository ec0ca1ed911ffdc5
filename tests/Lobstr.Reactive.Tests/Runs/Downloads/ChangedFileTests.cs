using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class ChangedFileTests : DownloadTest
{
    [Theory]
    [InlineData("\"v2\"", 900, false)]
    [InlineData("\"v2\"", 900, true)]
    [InlineData("\"v2\"", 1000, true)]
    [InlineData("\"v2\"", 6, true)]
    // Its tag says that it is the same one, but it cannot be.
    [InlineData("\"v1\"", 899, true)]
    public void A_file_that_is_another_one_now_is_an_error_also_where_the_stream_can_go_back(string tag, int length, bool canSeek)
    {
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        Wire.WhenAnswered = answer => Replay(answer, tag, length);
        using var pipe = new LimitedStream(room: 10_000);

        Assert.Contains("broke off after 500 bytes: it cannot go on there", Breaks(canSeek ? null : pipe).Message, StringComparison.Ordinal);
        Assert.Equal(500, canSeek ? Destination.Length : pipe.Written);
    }

    [Fact]
    public void The_same_file_is_copied_anew_where_its_server_cannot_resume()
    {
        Destination.Write("before\n"u8);
        Simulator.Faults.OnRequest(1, Fault.BodyBreaksAfter(500), IsTransfer);
        Wire.WhenAnswered = answer => Replay(answer, "\"v1\"", 900);
        Download();

        Assert.Equal("before\n" + Whole, Downloaded);
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
    [InlineData("bytes 500-799/900", "\"v1\"")]
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

    [Theory]
    [InlineData("bytes */400", "\"v1\"", true)]
    [InlineData("bytes */900", "\"v1\"", true)]
    [InlineData("bytes */0", "\"v1\"", true)]
    [InlineData(null, "\"v1\"", true)]
    [InlineData(null, "\"v1\"", false)]
    [InlineData("bytes */900", "\"v1\"", false)]
    [InlineData("bytes */400", "\"v2\"", false)]
    public void A_416_is_not_the_end_unless_its_total_is_what_has_been_written_and_was_announced(string? range, string tag, bool isLengthKnown)
    {
        BreaksAfter400(isLengthKnown);
        Answers416(range, tag);

        Assert.Contains("broke off after 400 bytes", Breaks().Message, StringComparison.Ordinal);
        Assert.Equal(Whole[..400], Downloaded);
        Assert.Equal(2, Transfers.Count);
    }

    [Theory]
    [InlineData("\"v1\"")]
    [InlineData(null)]
    public void A_416_that_agrees_with_what_has_been_written_is_the_end(string? tag)
    {
        BreaksAfter400(isLengthKnown: false);
        Answers416("bytes */400", tag);
        Download();

        Assert.Equal(Whole[..400], Downloaded);
    }

    // A server that cannot resume: it gives all of what it has now.
    private static void Replay(HttpResponseMessage answer, string tag, int length)
    {
        if (answer.StatusCode is not HttpStatusCode.PartialContent)
            return;
        answer.StatusCode = HttpStatusCode.OK;
        answer.Content = new StringContent(Whole.PadRight(length)[..length]);
        answer.Headers.Remove("ETag");
        answer.Headers.TryAddWithoutValidation("ETag", tag);
    }

    private void BreaksAfter400(bool isLengthKnown)
    {
        Action<HttpResponseMessage>? next = Wire.WhenAnswered;
        Wire.WhenAnswered = answer =>
        {
            next?.Invoke(answer);
            if (Transfers.Count != 1 || answer.Content.Headers.ContentLength != 900)
                return;
            answer.Content = new ShortContent(Whole[..400], promised: isLengthKnown ? 900 : null) { Breaks = true };
            answer.Headers.TransferEncodingChunked = isLengthKnown ? null : true;
        };
    }

    private void Answers416(string? range, string? tag)
    {
        Action<HttpResponseMessage>? next = Wire.WhenAnswered;
        Wire.WhenAnswered = answer =>
        {
            next?.Invoke(answer);
            if (Transfers.Count < 2)
                return;
            answer.StatusCode = HttpStatusCode.RequestedRangeNotSatisfiable;
            answer.Content = new StringContent("");
            answer.Headers.Remove("ETag");
            if (tag is not null)
                answer.Headers.TryAddWithoutValidation("ETag", tag);
            if (range is not null)
                answer.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        };
    }
}

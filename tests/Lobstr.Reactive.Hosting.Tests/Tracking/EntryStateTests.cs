using System.Text.Json;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What is stored of an upload, and what users see of what went wrong.</summary>
public sealed class EntryStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly TrackedUpload Upload = new() { TrackingId = "one", State = TrackedUploadState.Rejected, CreatedAt = Now, ChangedAt = Now };

    [Theory]
    [InlineData("refused", "thrown", "thrown")]
    [InlineData("refused", null, "refused")]
    [InlineData(null, "thrown", "thrown")]
    [InlineData(null, null, null)]
    public void Of_two_errors_the_one_of_the_handler_is_told_also_when_it_was_stored(string? reason, string? handlerError, string? told)
    {
        var state = new EntryState(Upload, reason, handlerError);
        Assert.Equal(told, state.At(Now).Upload.LastError);

        EntryState read = StoredContentJson.Read("one", StoredContentJson.Write(state));
        Assert.Equal((told, reason, handlerError), (read.Upload.LastError, read.Reason, read.HandlerError));
    }

    [Theory]
    [InlineData("null", "nothing in it")]
    [InlineData("""{"format":2,"state":"Watching"}""", "Its format is 2, and this version reads 1.")]
    [InlineData("""{"format":1,"state":"Flying"}""", "Its state is 'Flying'.")]
    [InlineData("""{"format":1,"state":"7"}""", "Its state is '7'.")]
    [InlineData("""{"format":1}""", "Its state is ''.")]
    public void What_cannot_be_read_says_why(string content, string why)
    {
        JsonException error = Assert.Throws<JsonException>(() => StoredContentJson.Read("one", content));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 2)]
    public void Of_two_writes_the_newer_is_written_and_both_are_told(long one, long other, long version)
    {
        PendingWrite merged = Write(one).MergedWith(Write(other));

        Assert.Equal((version, 2), (merged.Version, merged.Tickets.Count));
    }

    private static PendingWrite Write(long version) => new("one", version, State: null, IsIntent: false, [new StoreTicket()]);
}

using System.Net;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What counts as a good answer, and what does not.</summary>
public class BodyTests
{
    private const int Mebibyte = 1 << 20;

    public static TheoryData<string, string> Good { get; } = new()
    {
        { "state alone", """{"state":"SUCCESS"}""" },
        { "any order", """{"meta":null,"state":"SUCCESS","object":"task_upload","id":"up-1"}""" },
        { "unknown fields", """{"x":{"state":"FAILURE","y":[1,{"state":"PENDING"}]},"id":"up-1","z":[[]],"state":"SUCCESS","w":null,"v":1e400}""" },
        { "a state inside meta", """{"meta":{"state":"FAILURE"},"state":"SUCCESS"}""".Replace("\"meta\":{\"state\":\"FAILURE\"}", "\"meta\":[{\"state\":\"FAILURE\"}]", StringComparison.Ordinal) },
        { "a byte order mark", "\uFEFF" + """{"id":"up-1","state":"SUCCESS","meta":null}""" },
        { "escapes in a value", """{"id":"\u0075p-1","state":"SU\u0043CESS"}""" },
        { "escapes in a name", """{"st\u0061te":"SUCCESS"}""" },
        { "white space", " \r\n\t{ \"state\" :\t\"SUCCESS\" }\n\n" },
        { "no id", """{"object":"task_upload","state":"SUCCESS","meta":null}""" },
        { "a null id", """{"id":null,"state":"SUCCESS"}""" },
        { "an id in another case", """{"id":"UP-1","state":"SUCCESS"}""" },
        { "an id with other hyphens", """{"id":"u-p1","state":"SUCCESS"}""" },
        { "meta is text", """{"state":"SUCCESS","meta":"8 of 8"}""" },
        { "meta is a number", """{"state":"SUCCESS","meta":8}""" },
        { "meta is a list", """{"state":"SUCCESS","meta":[8]}""" },
        { "meta holds text", """{"state":"SUCCESS","meta":{"valid":"eight"}}""" },
        { "meta holds too much", """{"state":"SUCCESS","meta":{"valid":99999999999999999999}}""" },
        { "meta holds an object", """{"meta":{"valid":{"state":"FAILURE"}},"state":"SUCCESS"}""" },
    };

    public static TheoryData<string, string> Bad { get; } = new()
    {
        { "nothing", "" },
        { "white space", "  \n" },
        { "null", "null" },
        { "a list", """[{"state":"SUCCESS"}]""" },
        { "a text", "\"SUCCESS\"" },
        { "a number", "200" },
        { "no state", """{"id":"up-1","object":"task_upload","meta":null}""" },
        { "a null state", """{"id":"up-1","state":null}""" },
        { "an empty state", """{"id":"up-1","state":""}""" },
        { "a number for a state", """{"id":"up-1","state":4}""" },
        { "a list for a state", """{"id":"up-1","state":["SUCCESS"]}""" },
        { "a state that is not at the top", """{"id":"up-1","data":{"state":"SUCCESS"}}""" },
        { "HTML", "<!DOCTYPE html><html><head><title>Welcome</title></head></html>" },
        { "a cut answer", """{"id":"up-1","state":"SUCCESS","meta":{"valid":8""" },
        { "garbage at the end", """{"id":"up-1","state":"SUCCESS"} and more""" },
        { "two answers", """{"state":"SUCCESS"}{"state":"SUCCESS"}""" },
        { "another upload's id", """{"id":"up-2","state":"SUCCESS"}""" },
        { "another upload's id at the end", """{"state":"SUCCESS","meta":null,"id":"427a7bfc54cf4ce483d83ba23425164b"}""" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_answer_is_read(string what, string body)
    {
        using ClientRun run = new();
        run.Service.Answers(200, body);

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next SUCCESS
            0  completed
            """);
        Assert.True(run.Observer.Values[0] == new UploadStatus { Id = "up-1", State = UploadState.Success }, what);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_answer_is_never_believed_but_retried(string what, string body)
    {
        using ClientRun run = new();
        run.Service.Answers(200, body).Answers(200, ClientRun.Pending).Answers(202, body).HangsUntilCancelled();

        run.WatchTo(4, new() { Retry = new() { Jitter = () => 0.5 } });

        Assert.Equal($"""
            {what}
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0.5  GET /v1/tasks/upload/up-1
            0.5  next PENDING
            2.5  GET /v1/tasks/upload/up-1
            3  GET /v1/tasks/upload/up-1
            """, $"{what}\n{run.Transcript}");
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Without_retries_a_bad_answer_is_a_LobstrProtocolException_that_names_the_upload(string what, string body)
    {
        using ClientRun run = new();
        run.Service.Answers(200, body);

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        LobstrProtocolException error = Assert.IsType<LobstrProtocolException>(run.Observer.Error);
        Assert.True(error.Message.Contains(ClientRun.Id, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.Empty(run.Observer.Values);
    }

    [Theory]
    [InlineData("success", UploadState.Success)]
    [InlineData("Pending", UploadState.Pending)]
    [InlineData("fAILURE", UploadState.Failure)]
    [InlineData("progress", UploadState.Progress)]
    [InlineData("STARTED", UploadState.Unknown)]
    [InlineData("UNKNOWN", UploadState.Unknown)]
    [InlineData("1", UploadState.Unknown)]
    public async Task A_state_is_read_in_any_case_and_kept_as_it_was_written(string written, UploadState state)
    {
        using ClientRun run = new();
        run.Service.Answers(200, $$"""{"state":"{{written}}"}""");

        UploadStatus status = await run.Ask();

        Assert.Equal((state, written), (status.State, status.RawState));
    }

    [Theory]
    [InlineData("""{"valid":8}""", 8, 0, 0, 0)]
    [InlineData("""{"invalid":4,"duplicates":3,"inserted":2,"valid":1}""", 1, 2, 3, 4)]
    [InlineData("""{"valid":1,"unknown":{"valid":7},"inserted":2}""", 1, 2, 0, 0)]
    [InlineData("{}", 0, 0, 0, 0)]
    [InlineData("""{"valid":9223372036854775807}""", long.MaxValue, 0, 0, 0)]
    public async Task The_counts_are_read_and_absent_ones_are_zero(string meta, long valid, long inserted, long duplicates, long invalid)
    {
        using ClientRun run = new();
        run.Service.Answers(200, $$"""{"meta":{{meta}},"state":"PROGRESS"}""");

        UploadStatus status = await run.Ask();

        Assert.Equal(new() { Valid = valid, Inserted = inserted, Duplicates = duplicates, Invalid = invalid }, status.Meta);
    }

    [Theory]
    [InlineData("UP1")]
    [InlineData("u-p-1")]
    public async Task The_id_of_a_status_is_spelled_as_it_was_asked(string answered)
    {
        using ClientRun run = new();
        run.Service.Answers(200, $$"""{"id":"{{answered}}","state":"PENDING"}""");

        Assert.Equal("up-1", (await run.Ask()).Id);
    }

    [Theory]
    [InlineData(Mebibyte, true)]
    [InlineData(Mebibyte + 1, false)]
    public void An_answer_may_be_one_MiB_long_and_no_longer(int length, bool good)
    {
        using ClientRun run = new();
        string start = """{"state":"SUCCESS","x":" """.TrimEnd();
        run.Service.Answers(200, start + new string('x', length - start.Length - 2) + "\"}");

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        Assert.Equal(good ? "0  completed" : "0  error LobstrProtocolException", run.Transcript.Lines[^1]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public void An_answer_without_end_is_given_up(int code)
    {
        using ClientRun run = new();
        EndlessStream endless = new();
        run.Service.Answers(() => StubHandler.Response(code, new StreamContent(endless))).Answers(200, ClientRun.Success);

        run.WatchTo(60, new() { Retry = new() { Jitter = () => 0.5 } });

        Assert.Equal("0.5  completed", run.Transcript.Lines[^1]);
        Assert.InRange(endless.BytesRead, 1, 3 * Mebibyte);
    }

    [Fact]
    public void An_answer_that_is_not_UTF_8_is_no_good_answer()
    {
        using ClientRun run = new();
        run.Service.Answers(() => StubHandler.Response(200, new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"state\":\"SUC"), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("CESS\"}")])));

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        Assert.Equal("0  error LobstrProtocolException", run.Transcript.Lines[^1]);
    }

    [Fact]
    public void A_204_without_a_body_is_no_good_answer()
    {
        using ClientRun run = new();
        run.Service.Answers(() => new HttpResponseMessage(HttpStatusCode.NoContent));

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        Assert.Equal("0  error LobstrProtocolException", run.Transcript.Lines[^1]);
    }

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (BytesRead > 64 * Mebibyte)
                throw new IOException("Nobody should read so much.");
            BytesRead += buffer.Length;
            buffer.Fill((byte)' ');
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        // Not the base class's way, which leaves virtual time for the thread pool.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

using System.Net;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What is no good answer: never believed, and retried like a fault of the network.</summary>
public class BadBodyTests
{
    private const int Mebibyte = 1 << 20;

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
        { "a name that cannot be decoded where the state should be", """{"id":"up-1","\ud800":"SUCCESS"}""" },
        { "a state that cannot be decoded", """{"id":"up-1","state":"\ud800"}""" },
        { "a state that is not at the top", """{"id":"up-1","data":{"state":"SUCCESS"}}""" },
        { "HTML", "<!DOCTYPE html><html><head><title>Welcome</title></head></html>" },
        { "a cut answer", """{"id":"up-1","state":"SUCCESS","meta":{"valid":8""" },
        { "garbage at the end", """{"id":"up-1","state":"SUCCESS"} and more""" },
        { "two answers", """{"state":"SUCCESS"}{"state":"SUCCESS"}""" },
        { "another upload's id", """{"id":"up-2","state":"SUCCESS"}""" },
        { "another upload's id at the end", """{"state":"SUCCESS","meta":null,"id":"427a7bfc54cf4ce483d83ba23425164b"}""" },
    };

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

using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Which answers, and which absences of one, are retried.</summary>
public class TransientAnswerTests
{
    private static readonly WatchOptions HalfASecond = new() { Retry = new() { Jitter = () => 0.5 } };

    public static TheoryData<int> TransientCodes { get; } = [408, 500, 501, 502, 503, 504, 507, 520, 599];

    [Theory]
    [MemberData(nameof(TransientCodes))]
    public void An_answer_of_a_server_in_trouble_is_retried(int code)
    {
        using ClientRun run = new();
        run.Service.Answers(code, "<html>oops</html>").Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0.5  GET /v1/tasks/upload/up-1
            0.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            0.5  completed
            """);
    }

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public void A_fault_of_the_network_is_retried(Type fault)
    {
        using ClientRun run = new();
        run.Service.Fails((Exception)Activator.CreateInstance(fault)!, after: 1).Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            1.5  GET /v1/tasks/upload/up-1
            1.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            1.5  completed
            """);
    }

    [Fact]
    public void An_answer_that_breaks_off_in_its_body_is_retried()
    {
        using ClientRun run = new();
        run.Service.Answers(() => StubHandler.Response(200, new StreamContent(new BrokenStream()))).Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0.5  GET /v1/tasks/upload/up-1
            0.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            0.5  completed
            """);
    }

    [Fact]
    public void A_request_that_takes_too_long_is_cancelled_and_retried()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.HangsUntilCancelled().Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            10  cancelled
            10.5  GET /v1/tasks/upload/up-1
            10.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            10.5  completed
            """);
    }

    [Fact]
    public void A_request_that_takes_too_long_and_ignores_its_cancellation_is_retried_no_later()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.Answers(200, ClientRun.Success, after: 30).Stubbornly().Answers(200, ClientRun.Pending)
            .Answers(200, ClientRun.Progress).HangsUntilCancelled();

        run.WatchTo(13, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            10  cancelled
            10.5  GET /v1/tasks/upload/up-1
            10.5  next PENDING
            12.5  GET /v1/tasks/upload/up-1
            12.5  next PROGRESS
            """);
    }

    [Fact]
    public void Without_retries_a_request_that_takes_too_long_is_a_TimeoutException()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        Assert.Equal("30  error TimeoutException", run.Transcript.Lines[^1]);
        Assert.Contains(ClientRun.Id, run.Observer.Error!.Message, StringComparison.Ordinal);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("The connection broke off.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("The connection broke off."));

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            Task.FromException(new IOException("The connection broke off."));
    }
}

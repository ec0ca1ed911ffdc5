namespace Lobstr.Reactive.Tests;

/// <summary>Asking once, and changing one's mind.</summary>
public class GetStatusCancellationTests
{
    [Fact]
    public async Task A_token_that_is_cancelled_before_sends_nothing()
    {
        using ClientRun run = new();
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();

        Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync(ClientRun.Id, cancellation.Token);
        run.RunTo(60);

        Assert.True(answer.IsCanceled);
        run.Says("");
    }

    [Fact]
    public async Task A_token_that_is_cancelled_before_the_dispatch_sends_nothing()
    {
        using ClientRun run = new();
        using CancellationTokenSource cancellation = new();

        Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync(ClientRun.Id, cancellation.Token);
        await cancellation.CancelAsync();
        run.RunTo(60);

        Assert.True(answer.IsCanceled);
        run.Says("");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_is_cancelled_under_way_cancels_the_request(bool stubborn)
    {
        using ClientRun run = new();
        using CancellationTokenSource cancellation = new();
        run.Service.Answers(200, ClientRun.Success, after: 20);
        if (stubborn)
            run.Service.Stubbornly();

        Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync(ClientRun.Id, cancellation.Token);
        run.At(5, cancellation.Cancel);
        run.RunTo(6);

        run.Says("""
            0  GET /v1/tasks/upload/up-1
            5  cancelled
            """);
        Assert.True(answer.IsCanceled);
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }
}

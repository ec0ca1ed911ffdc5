using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Tests;

/// <summary>A shared budget that answers as it is told to, one answer for each call, the last one again and again; and enters each call into the transcript.</summary>
public sealed class StubSharedBudget : ISharedBudget
{
    private readonly Queue<Func<SharedPermitRequest, Task<SharedPermit>>> _answers = new();
    private int _permits;

    public double FallbackShare { get; init; } = 0.25;

    /// <summary>Whose transcript, and whose time; null: nobody's.</summary>
    public VirtualRun? Run { get; set; }

    public List<SharedPermitRequest> Requests { get; } = [];

    public List<SharedPermitRelease> Releases { get; } = [];

    /// <summary>What each return does; null: it is taken.</summary>
    public Func<Task>? WhenReleased { get; set; }

    public StubSharedBudget Grants(double after = 0, int clients = 1, string? epoch = null) =>
        Answers(after, () => new() { Id = $"permit-{++_permits}", Clients = clients, Epoch = epoch });

    public StubSharedBudget Waits(double seconds, double after = 0) =>
        Answers(after, () => new() { RetryAfter = TimeSpan.FromSeconds(seconds), Clients = 1 });

    public StubSharedBudget Pauses(double seconds, string? reason = null) => Answers(
        0,
        () => new() { RetryAfter = TimeSpan.FromSeconds(seconds), PausedFor = TimeSpan.FromSeconds(seconds), PauseReason = reason, Clients = 1 });

    public StubSharedBudget Answers(SharedPermit permit) => Answers(0, () => permit);

    public StubSharedBudget Fails(Exception error, double after = 0) => Answers(after, () => throw error);

    /// <summary>Throws instead of returning a task.</summary>
    public StubSharedBudget Throws(Exception error) => Add(_ => throw error);

    public StubSharedBudget Hangs() => Add(_ => new TaskCompletionSource<SharedPermit>().Task);

    public ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        Run?.Transcript.Add("asks");
        return new((_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())(request));
    }

    public ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken)
    {
        Releases.Add(release);
        Run?.Transcript.Add($"returns {release.Id ?? "its place"}: {release.Outcome}");
        return new(WhenReleased?.Invoke() ?? Task.CompletedTask);
    }

    public StubSharedBudget Answers(double after, SharedPermit permit) => Answers(after, () => permit);

    private StubSharedBudget Answers(double after, Func<SharedPermit> answer) => Add(_ =>
    {
        var answered = new TaskCompletionSource<SharedPermit>();
        if (after > 0)
            Run!.Scheduler.Schedule(TimeSpan.FromSeconds(after), () => Complete(answered, answer));
        else
            Complete(answered, answer);
        return answered.Task;
    });

    private StubSharedBudget Add(Func<SharedPermitRequest, Task<SharedPermit>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    private static void Complete(TaskCompletionSource<SharedPermit> answered, Func<SharedPermit> answer)
    {
        try
        {
            answered.SetResult(answer());
        }
        catch (Exception error)
        {
            answered.SetException(error);
        }
    }
}

namespace Lobstr.Reactive;

/// <summary>Polls a user's function.</summary>
internal sealed class FunctionPoll(RequestQueue queue, Func<CancellationToken, Task<UploadStatus>> poll) : Poll<UploadStatus>
{
    private static readonly TimeSpan LastPollTimeout = TimeSpan.FromSeconds(30);

    // The first poll is made for whoever subscribes; the others are the watch's, and keep nothing of the subscriber's alive.
    private ExecutionContext? _subscriber = ExecutionContext.Capture();

    public override RequestQueue Queue { get; } = queue;

    public override RequestFamily Family => Queue.Families[0];

    public override PollKey? Key => null;

    // How long a function takes is its own business, until the deadline has passed and it holds up the end.
    public override TimeSpan? Timeout => IsLast ? LastPollTimeout : null;

    public override Task? Send(CancellationToken cancellationToken)
    {
        if (_subscriber is not { } subscriber)
            return poll(cancellationToken);
        _subscriber = null;
        return SendFirst(subscriber, cancellationToken);
    }

    private Task? SendFirst(ExecutionContext subscriber, CancellationToken cancellationToken)
    {
        Task? task = null;
        ExecutionContext.Run(subscriber, _ => task = poll(cancellationToken), state: null);
        return task;
    }

    protected override Answer<UploadStatus> Read(Task task)
    {
        if (!task.IsCompletedSuccessfully)
            return Answer<UploadStatus>.Failed(Faults.Of(task));
        return ((Task<UploadStatus>)task).Result is { } status
            ? new Answer<UploadStatus> { Value = status }
            : Answer<UploadStatus>.Failed(new InvalidOperationException("The function that polls returned null instead of a status."));
    }
}

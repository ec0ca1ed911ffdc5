namespace Lobstr.Reactive;

/// <summary>Polls the service about one resource.</summary>
internal sealed class ResourcePoll<T>(ResourceClient<T> client, string id) : Poll<T>, IProgressSink
    where T : class
{
    private long _activeAt;

    public override RequestQueue Queue => client.Queue;

    public override RequestFamily Family => client.Family;

    public override PollKey? Key => client.KeyOf(id);

    public override TimeSpan? Timeout => client.RequestTimeout;

    public override TimeSpan ActiveAt => TimeSpan.FromTicks(Volatile.Read(ref _activeAt));

    public void Progressed() => Volatile.Write(ref _activeAt, Queue.Clock.Elapsed.Ticks);

    public override Task? Send(CancellationToken cancellationToken) =>
        client.AskAsync(id, Last, FindTraceOrigin(), this, cancellationToken);

    protected override Answer<T> Read(Task task) => Faults.AnswerOf<T>(task);
}

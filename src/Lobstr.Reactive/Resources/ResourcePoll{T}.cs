namespace Lobstr.Reactive;

/// <summary>Polls the service about one resource.</summary>
internal sealed class ResourcePoll<T>(ResourceClient<T> client, string id) : Poll<T>
    where T : class
{
    public override RequestQueue Queue => client.Queue;

    public override RequestFamily Family => client.Family;

    public override PollKey? Key => client.KeyOf(id);

    public override TimeSpan? Timeout => client.RequestTimeout;

    public override Task? Send(CancellationToken cancellationToken) =>
        client.AskAsync(id, Last, parent: default, cancellationToken);

    protected override Answer<T> Read(Task task) => Faults.AnswerOf<T>(task);
}

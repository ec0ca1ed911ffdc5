using System.Collections.Concurrent;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>The grammar of Rx, and what Dispose promises, on real threads that race.</summary>
public class ContractTests
{
    private const int Rounds = 12;

    public static MatrixTheoryData<StreamKind, SchedulerKind> Streams { get; } =
        new(Enum.GetValues<StreamKind>(), Enum.GetValues<SchedulerKind>());

    [Theory]
    [MemberData(nameof(Streams))]
    public void Every_stream_keeps_the_contract_whoever_races_with_it(StreamKind stream, SchedulerKind kind)
    {
        ConcurrentQueue<string> violations = new();
        using EventLoopScheduler loop = new();
        CountingScheduler scheduler = new(kind switch
        {
            SchedulerKind.TaskPool => TaskPoolScheduler.Default,
            SchedulerKind.ThreadPool => ThreadPoolScheduler.Instance,
            SchedulerKind.NewThread => new NewThreadScheduler(start => new Thread(start) { IsBackground = true }),
            SchedulerKind.EventLoop => loop,
            _ => DefaultScheduler.Instance,
        });

        foreach (Act act in Enum.GetValues<Act>().Where(act => HasClient(stream) || !IsOfTheClient(act)))
        {
            for (int round = 0; round < Rounds; round++)
                _ = new ContractRound(stream, act, scheduler, violations, round);
        }

        Assert.True(violations.IsEmpty, string.Join('\n', violations));
    }

    private static bool HasClient(StreamKind stream) => stream is not StreamKind.Create;

    private static bool IsOfTheClient(Act act) => act is Act.DisposeTheClientWhileAnswersArrive or Act.DisposeTheClientWhileSubscribing;
}

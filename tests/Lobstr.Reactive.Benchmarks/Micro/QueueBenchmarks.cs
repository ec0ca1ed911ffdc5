using BenchmarkDotNet.Attributes;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>
/// Which of many due requests is sent next, at the pace of the cap: taken, sent, ended, and lined up behind all others.
/// </summary>
public class QueueBenchmarks
{
    private const int Cap = 90;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly Answer<UploadStatus> Answer = new()
    {
        Value = new UploadStatus { Id = UploadPath.Id, State = UploadState.Progress },
        IsAnswered = true,
    };

    private OneByOneScheduler _scheduler = null!;
    private RequestFamily _family = null!;
    private RequestQueue _queue = null!;

    /// <summary>How many are due.</summary>
    [Params(1_000, 100_000)]
    public int Due { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _scheduler = new OneByOneScheduler();
        _family = new RequestFamily(name: null, new RequestBudget(Cap, Cap, Window));
        _queue = new RequestQueue(new Clock(_scheduler), events: null, maxInFlight: 8, isPrivate: false, _family);
        for (int i = 0; i < Due; i++)
        {
            var request = new QueuedRequest(_queue, _family);
            _family.SetRate(request, _family.RateOf(TimeSpan.FromSeconds(2)));
            _family.Add(request, TimeSpan.Zero);
        }
    }

    [Benchmark]
    public bool Decide()
    {
        using QueueTurn turn = _queue.Enter(TurnEnd.Leave);
        _scheduler.JumpTo(_family.NextSend(_queue.Clock.Elapsed, _queue.InFlight));
        _queue.TryTake(_queue.Clock.Elapsed, mayLook: true, out Effect effect);
        var inFlight = (InFlightRequest)effect.Target!;
        Request request = inFlight.Request;
        Answer<UploadStatus> answer = Answer;
        bool isCompleted = _queue.TryComplete(inFlight, ref answer, _queue.Clock.Elapsed);
        _family.Add(request, _queue.Clock.Elapsed);
        return isCompleted;
    }
}

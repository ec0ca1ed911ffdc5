using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// The queue of a client by itself, in virtual time. An answer comes when the test says so, and the scheduler acts when the test says
/// so: for what happens between the two, and for how much the queue expects to send.
/// </summary>
internal sealed class QueueRun : VirtualRun
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Poll> _polls = [];

    /// <param name="requestsPerMinute">The cap.</param>
    /// <param name="over">Puts another scheduler in front of the test scheduler.</param>
    public QueueRun(int requestsPerMinute = 90, Func<IScheduler, IScheduler>? over = null)
    {
        Family = new("tasks", new RequestBudget(requestsPerMinute, defaultLimit: 90, TimeSpan.FromMinutes(1)));
        Family.Polls.Add(_polls);
        Queue = new(new Clock(over?.Invoke(Scheduler) ?? Scheduler), events: null, maxInFlight: 8, isPrivate: false, Family);
    }

    public RequestFamily Family { get; }

    public RequestQueue Queue { get; }

    /// <summary>A request about an upload that many may watch.</summary>
    public HandPoll PollOf(string id) => new(Queue, new PollKey(_polls, id), Transcript);

    /// <summary>What the queue sees ahead.</summary>
    public NextDue Look()
    {
        using (Queue.Enter(TurnEnd.Leave))
            return Queue.Peek(Queue.Clock.Elapsed);
    }

    public RawObserver<UploadStatus> Watch(HandPoll poll, double every, RetryPolicy? retry = null, TimeSpan? timeout = null, string name = "") =>
        new RawObserver<UploadStatus>(Transcript, name).SubscribeTo(new WatchObservable<UploadStatus>(
            () => Queue,
            _ => poll,
            new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(every)), Retry = retry ?? RetryPolicy.None, Timeout = timeout },
            UploadRules.Instance));

    /// <summary>One request, about the upload of a poll where there is one.</summary>
    public CallPlan<UploadStatus> Plan(Task<Answer<UploadStatus>> answer, HandPoll? poll = null, Func<Exception, Exception>? explain = null) =>
        new(
            Id: null,
            poll?.Key,
            RequestTimeout,
            (_, _) =>
            {
                Transcript.Add("call");
                return answer;
            },
            explain);

    public static Answer<UploadStatus> Answer(UploadState state) => new() { Value = PollScript.Status(state), IsAnswered = true };

    /// <summary>A request that is answered by hand.</summary>
    internal sealed class HandPoll(RequestQueue queue, PollKey key, Transcript transcript) : Poll<UploadStatus>
    {
        private TaskCompletionSource<Answer<UploadStatus>> _answer = new();

        public override RequestQueue Queue { get; } = queue;

        public override RequestFamily Family => Queue.Families[0];

        public override PollKey? Key { get; } = key;

        public override TimeSpan? Timeout => RequestTimeout;

        public override Task? Send(CancellationToken cancellationToken)
        {
            transcript.Add($"poll {Id}");
            _answer = new();
            return _answer.Task;
        }

        public void Brings(UploadState state) => _answer.SetResult(Answer(state));

        public void Brings(Exception fault) => _answer.SetResult(Answer<UploadStatus>.Failed(fault));

        protected override Answer<UploadStatus> Read(Task task) => Faults.AnswerOf<UploadStatus>(task);
    }
}

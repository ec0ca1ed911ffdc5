using CsCheck;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>Random scripts. Most of what is said lets a watch live on, so that scripts are long enough to be worth telling.</summary>
public static class AnyScript
{
    private static readonly Gen<Said> Statuses = Gen.OneOfConst(
        Said.Pending, Said.Pending, Said.Pending, Said.Progress, Said.Progress, Said.ProgressWithCounts, Said.UnknownState);

    private static readonly Gen<Said> ServiceFaults = Gen.OneOfConst(
        Said.ConnectionLost, Said.Http503Exception, Said.BrokenStream, Said.TimedOut, Said.CancelledByAStranger,
        Said.ProtocolFault, Said.SomebodyElsesUpload, Said.RequestTimeout408, Said.Server500, Said.Server503, Said.ThrowsTransient);

    private static readonly Gen<Said> ServiceEnds = Gen.OneOfConst(
        Said.Success, Said.Failure, Said.Bad400, Said.Unauthorized401, Said.Forbidden403, Said.Gone410, Said.Redirect302,
        Said.Http400Exception, Said.ProgrammingError, Said.ThrowsHopeless);

    private static readonly Gen<Said> FunctionEnds = Gen.Frequency(
        (3, ServiceEnds),
        (1, Gen.OneOfConst(Said.NullTask, Said.NullStatus)));

    private static readonly Gen<int?> Latency = Gen.Frequency(
        (5, Gen.Const((int?)0)),
        (5, Gen.Int[1, 900].Select(ms => (int?)ms)),
        (1, Gen.Int[2500, 45_000].Select(ms => (int?)ms)),
        (1, Gen.Const((int?)null)));

    private static readonly Gen<WatchSpec> Patient =
        from schedule in Gen.OneOfConst(ScheduleKind.Every, ScheduleKind.Every, ScheduleKind.Backoff, ScheduleKind.Backoff, ScheduleKind.Custom, ScheduleKind.Custom, ScheduleKind.Throwing, ScheduleKind.Negative, ScheduleKind.Never)
        from first in Gen.Int[0, 40]
        from factor in Gen.OneOfConst(1.0, 1.25, 1.5, 2, 8)
        from longest in Gen.Int[0, 100]
        from retries in Gen.Int[0, 4]
        from baseDelay in Gen.Int[0, 20]
        from maxDelay in Gen.Int[0, 30]
        from jitter in Gen.OneOfConst(JitterKind.Good, JitterKind.Good, JitterKind.Good, JitterKind.Good, JitterKind.One, JitterKind.NotANumber, JitterKind.Negative, JitterKind.Throws)
        from retry in Gen.OneOfConst(RetryWish.AsListed, RetryWish.AsListed, RetryWish.AsListed, RetryWish.AsListed, RetryWish.Always, RetryWish.Never, RetryWish.BrokenStreamsOnly, RetryWish.Throws)
        from grace in Gen.Int[0, 8]
        select new WatchSpec
        {
            Schedule = schedule,
            First = (first * 100) + (schedule is ScheduleKind.Backoff ? 100 : 0),
            Factor = factor,
            Longest = ((first + longest) * 100) + 100,
            MaxRetries = retries,
            BaseDelay = baseDelay * 80,
            MaxDelay = (baseDelay + maxDelay) * 80,
            Jitter = jitter,
            Retry = retry,
            NotFoundGrace = grace < 4 ? 0 : (grace * 1000) + WatchSpec.OffGrid,
        };

    private static readonly Gen<WatchSpec> Watch =
        from spec in Patient
        from timeout in Gen.Int[0, 60]
        from dispose in Gen.Int[0, 80]
        from notification in Gen.Int[0, 20]
        select spec with
        {
            Timeout = timeout < 25 ? null : ((timeout - 24) * 333) + WatchSpec.OffGrid,
            DisposeAt = dispose < 50 ? null : ((dispose - 50) * 377) + WatchSpec.DisposeOffGrid,
            ThrowsAt = notification is >= 1 and <= 3 ? notification : null,
            DisposesInside = notification is >= 4 and <= 6 ? notification - 3 : null,
        };

    private static readonly Gen<List<Reply>> ServiceReplies = Replies(ServiceEnds, Gen.OneOfConst(Enum.GetValues<AfterKind>()));

    /// <summary>For a poll function: whatever it can return or throw.</summary>
    public static Gen<Script> OfAFunction { get; } =
        from watch in Watch
        from replies in Replies(FunctionEnds, Gen.OneOfConst(AfterKind.Silent, AfterKind.Seconds))
        select new Script([watch], [.. replies.Select(AsAFunctionSaysIt)], RequestTimeout: 30_000);

    /// <summary>For one watch on a client: whatever a service can answer.</summary>
    public static Gen<Script> OfAService { get; } =
        from watch in Watch
        from replies in ServiceReplies
        from timeout in Gen.Int[1, 4]
        select new Script([watch], replies, timeout * 1000 - 0.3);

    /// <summary>For two or three watches of one upload on a client.</summary>
    public static Gen<Script> OfSeveralWatches { get; } =
        from watches in Gen.Select(Watch, Gen.Int[0, 6000]).List[2, 3]
        from replies in ServiceReplies
        from timeout in Gen.Int[1, 4]
        select new Script([.. watches.Select((pair, i) => From(i * (pair.Item2 + 0.0777), pair.Item1))], replies, timeout * 1000 - 0.3);

    /// <summary>One watch whose polls fall on its deadline exactly: every answer comes at once or never.</summary>
    public static Gen<Script> OnTheDeadline { get; } =
        from watch in Patient
        from polls in Gen.Int[1, 5]
        from interval in Gen.Int[1, 5]
        from replies in Replies(FunctionEnds, Gen.Const(AfterKind.Silent))
        select new Script(
            [watch with { Schedule = ScheduleKind.Every, First = interval * 1000, Timeout = polls * interval * 1000 }],
            [.. replies.Select(reply => AsAFunctionSaysIt(reply with { Latency = reply.Latency is null ? null : 0 }))],
            RequestTimeout: 30_000);

    private static Gen<List<Reply>> Replies(Gen<Said> ends, Gen<AfterKind> afters)
    {
        Gen<Said> said = Gen.Frequency(
            (10, Statuses),
            (5, ServiceFaults),
            (2, Gen.OneOfConst(Said.RateLimited429, Said.RateLimited429, Said.Http429Exception)),
            (3, Gen.OneOfConst(Said.NotFound404, Said.NotFound404, Said.Http404Exception)),
            (1, ends));
        return (from what in said
                from latency in Latency
                from after in Gen.Frequency((2, Gen.Const(AfterKind.Silent)), (1, afters))
                from seconds in Gen.Int[1, 12]
                from stubborn in Gen.Int[0, 4]
                select new Reply(what, latency, after, after is AfterKind.Silent ? 0 : seconds, stubborn == 0)).Select(WithoutHeadersWhereNothingArrives).List[0, 12];
    }

    private static WatchSpec From(double start, WatchSpec spec) => spec with { SubscribeAt = start, DisposeAt = start + spec.DisposeAt };

    private static Reply WithoutHeadersWhereNothingArrives(Reply reply) =>
        reply.IsLost ? reply with { After = AfterKind.Silent, Seconds = 0 } : reply;

    // Only a fault of the service's has a RetryAfter.
    private static Reply AsAFunctionSaysIt(Reply reply) =>
        reply.Said is Said.RequestTimeout408 or Said.Server500 or Said.Server503 or Said.RateLimited429 or Said.NotFound404
            ? reply
            : reply with { After = AfterKind.Silent };
}

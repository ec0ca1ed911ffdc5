using CsCheck;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What holds for every number and every upload, not for examples alone.</summary>
public class PropertyTests
{
    private static readonly Gen<TimeSpan> Span = Gen.Long[0, TimeSpan.MaxValue.Ticks].Select(TimeSpan.FromTicks);

    private static readonly Gen<UploadStatus> Status = Gen.Select(
        Gen.OneOfConst(UploadState.Pending, UploadState.Pending, UploadState.Progress, UploadState.Unknown, UploadState.Success, UploadState.Failure),
        Gen.Long[0, 1],
        (state, valid) => PollScript.Status(state, valid == 0 ? null : new UploadMeta { Valid = valid }));

    [Fact]
    public void A_retry_is_never_longer_than_both_limits_allow_nor_negative() =>
        Gen.Select(Gen.Int[1, 5000], Span, Span, Gen.Double[0, 1]).Sample((attempt, a, b, draw) =>
        {
            double part = Math.Min(draw, Math.BitDecrement(1));
            RetryPolicy policy = new() { BaseDelay = a < b ? a : b, MaxDelay = a < b ? b : a };
            TimeSpan delay = policy.Delay(attempt, part);
            return delay >= TimeSpan.Zero
                && delay <= policy.MaxDelay
                && (attempt > 1 || delay <= policy.BaseDelay)
                && policy.Delay(attempt, 0) == TimeSpan.Zero;
        });

    [Fact]
    public void A_backoff_grows_from_the_first_delay_to_the_longest_and_no_further() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue], Gen.Double[1, 1e6]).Sample((a, b, factor) =>
        {
            TimeSpan first = TimeSpan.FromTicks(Math.Min(a, b));
            TimeSpan max = TimeSpan.FromTicks(Math.Max(a, b));
            PollSchedule schedule = PollSchedule.Backoff(first, factor, max);
            TimeSpan previous = schedule.Next(new() { PollCount = 1, Changed = true });
            bool good = previous == first;
            for (int polls = 2; polls < 50; polls++)
            {
                TimeSpan next = schedule.Next(new() { PollCount = polls, PreviousDelay = previous });
                // A double holds 53 bits of the 63 of a span.
                good &= next >= previous * (1 - 1e-12) && next <= max;
                previous = next;
            }

            return good && schedule.Next(new() { PollCount = 50, PreviousDelay = previous, Changed = true }) == first;
        });

    [Fact]
    public void A_watch_emits_what_DistinctUntilChanged_would_up_to_the_end_of_the_upload() =>
        Status.Array[0, 30].Sample(answers =>
        {
            WatchRun run = new();
            foreach (UploadStatus answer in answers)
                run.Polls.Answers(answer);
            run.Polls.HangsUntilCancelled();

            run.SubscribeAndRunTo(3600);

            int end = Array.FindIndex(answers, answer => answer.IsTerminal);
            UploadStatus[] asked = end < 0 ? answers : answers[..(end + 1)];
            UploadStatus[] expected = [.. asked.Where((answer, i) => i == 0 || answer != asked[i - 1])];
            return run.Observer.Values.SequenceEqual(expected)
                && run.Observer.HasEnded == end >= 0
                && (run.Observer.Error is UploadFailedException) == (end >= 0 && answers[end].State is UploadState.Failure)
                && !run.Transcript.Of("VIOLATION").Any();
        }, iter: 300);

    [Fact]
    public void A_state_is_read_back_in_any_case() =>
        Gen.Select(Gen.Enum<UploadState>(), Gen.Bool.Array[8]).Sample((state, upper) =>
        {
            string name = string.Concat(UploadStates.NameOf(state).Select((c, i) => upper[i % 8] ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));
            return UploadStates.Parse(name) == state;
        });

    [Fact]
    public void Wherever_a_watch_is_disposed_nothing_follows() =>
        Gen.Select(Gen.Int[0, 12_000], Gen.Int[0, 3000].Array[1, 6]).Sample((disposeAt, latencies) =>
        {
            WatchRun run = new(new() { Timeout = TimeSpan.FromSeconds(10) });
            UploadState state = UploadState.Pending;
            foreach (int latency in latencies)
            {
                state = state is UploadState.Pending ? UploadState.Progress : UploadState.Pending;
                run.Polls.Answers(state, latency / 1000.0);
            }

            run.Polls.Answers(UploadState.Success);
            run.At(disposeAt / 1000.0, run.Observer.Dispose);

            run.SubscribeAndRunTo(3600);

            string[] after = [.. run.Transcript.Lines.SkipWhile(line => !line.EndsWith("dispose", StringComparison.Ordinal)).Skip(1)];
            return after.All(line => line.EndsWith("cancelled", StringComparison.Ordinal)) && !run.Transcript.Of("VIOLATION").Any();
        }, iter: 300);
}
